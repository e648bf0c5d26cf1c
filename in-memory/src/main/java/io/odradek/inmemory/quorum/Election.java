package io.odradek.inmemory.quorum;

import io.odradek.spi.quorum.Leadership;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who leads: whoever led as long as it is reachable, then the reachable member with the lowest number, one election timeout later; at once
 * when nobody led, or when the leader left in good order.
 *
 * <p>Caller synchronises, on the quorum.
 */
final class Election {
    private final SharedQuorum quorum;
    private final Roster roster;
    private Leadership leadership = Leadership.NONE;
    /** Not its number alone: who died and came again leads no more. */
    private @Nullable SharedMember leader;
    private @Nullable SharedMember armedOn;
    private long round;

    Election(SharedQuorum quorum, Roster roster) {
        this.quorum = quorum;
        this.roster = roster;
    }

    Leadership leadership() {
        return leadership;
    }

    boolean isLedBy(SharedMember member) {
        return leader == member;
    }

    /** Whether commands are committed now. */
    boolean isServing() {
        return leader != null && roster.hasMajority() && roster.isReachable(leader);
    }

    /** Nobody leads any more, and everybody knows. */
    void resign() {
        leader = null;
        leadership = new Leadership(Leadership.NOBODY, leadership.term());
    }

    /** Who is reachable has changed. */
    void reconsider() {
        if (!isServing() && leadership.leaderId() == Leadership.NOBODY && roster.hasMajority()) {
            elect();
        }
        if (isServing() || leadership.leaderId() == Leadership.NOBODY) {
            disarm();
            quorum.tellLeadership();
        } else if (armedOn == null || !roster.isReachable(armedOn)) {
            arm();
        }
    }

    private void arm() {
        disarm();
        List<SharedMember> reachable = roster.reachable();
        if (!reachable.isEmpty()) {
            SharedMember first = reachable.get(0);
            long armedRound = round;
            armedOn = first;
            first.schedule(first.electionTimeoutNs(), () -> quorum.electionTimedOut(armedRound));
        }
    }

    private void disarm() {
        armedOn = null;
        round++;
    }

    /** The leader was missed for as long as members bear it; false when it is not any more. */
    boolean timedOut(long armedRound) {
        if (armedRound != round) {
            return false;
        }
        resign();
        return true;
    }

    /** The member after the leader leads, if the leader can be followed by another. */
    void handOver() {
        List<SharedMember> candidates = roster.reachable().stream().filter(SharedMember::hasJoined).toList();
        int at = leader == null ? -1 : candidates.indexOf(leader);
        if (isServing() && at >= 0 && candidates.size() > 1) {
            elect(candidates.get((at + 1) % candidates.size()));
        }
    }

    private void elect() {
        List<SharedMember> reachable = roster.reachable();
        elect(reachable.stream().filter(SharedMember::hasJoined).findFirst().orElse(reachable.get(0)));
    }

    private void elect(SharedMember candidate) {
        leader = candidate;
        leadership = new Leadership(candidate.nodeId(), leadership.term() + 1);
        quorum.log().leaveGap();
    }
}
