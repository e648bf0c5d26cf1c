package io.odradek.inmemory.quorum;

import io.odradek.api.ConfigException;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which members there are, and which of them reach one another.
 *
 * <p>Caller synchronises, on the quorum.
 */
final class Roster {
    private final TreeMap<Integer, SharedMember> up = new TreeMap<>();
    private final TreeSet<Integer> cut = new TreeSet<>();
    private List<Integer> voters = List.of();
    private boolean interrupted;

    /** A member wants to join; the first one says who the others are. */
    void join(SharedMember member, QuorumSettings settings) {
        List<Integer> all = settings.members().stream().map(QuorumMember::nodeId).sorted().toList();
        if (voters.isEmpty()) {
            voters = all;
        }
        if (!voters.equals(all)) {
            throw new ConfigException("node " + settings.nodeId() + " says that the quorum's members are " + all
                    + ", and the others say " + voters + ": give all of them the same");
        }
        if (up.containsKey(settings.nodeId())) {
            throw new ConfigException("node " + settings.nodeId() + " is in the quorum already: close that member first, or give this one"
                    + " another number");
        }
        up.put(settings.nodeId(), member);
    }

    /** The member is up no more; false when it was not. */
    boolean leave(SharedMember member) {
        return up.remove(member.nodeId(), member);
    }

    boolean isUp(SharedMember member) {
        return up.get(member.nodeId()) == member;
    }

    boolean isCut(int nodeId) {
        return cut.contains(nodeId);
    }

    void cut(int nodeId) {
        cut.add(nodeId);
    }

    void heal(int nodeId) {
        cut.remove(nodeId);
    }

    void interrupt(boolean now) {
        interrupted = now;
    }

    /** The members that are up, ascending. */
    List<SharedMember> up() {
        return List.copyOf(up.values());
    }

    /** The members that are up and not cut off, ascending. */
    List<SharedMember> reachable() {
        return up.values().stream().filter(member -> !cut.contains(member.nodeId())).toList();
    }

    boolean isReachable(SharedMember member) {
        return isUp(member) && !cut.contains(member.nodeId());
    }

    /** Whether more than half of all members are reachable, and nothing else stands between them. */
    boolean hasMajority() {
        return !interrupted && reachable().size() * 2 > voters.size();
    }

    /** Something was committed, or those that may hear of it are others now. */
    void wakeAll() {
        replicas(reachable()).forEach(Replica::wake);
    }

    /** Of those that have joined, the one that has applied least. */
    Optional<Replica> slowest() {
        return replicas(reachable().stream().filter(SharedMember::hasJoined).toList()).stream()
                .min(Comparator.comparingLong(Replica::appliedIndex));
    }

    private static List<Replica> replicas(List<SharedMember> members) {
        return members.stream().map(SharedMember::replica).filter(Objects::nonNull).toList();
    }

    @Override
    public String toString() {
        return "members " + voters + ", up " + up.keySet() + ", cut off " + cut + (interrupted ? ", interrupted" : "");
    }
}
