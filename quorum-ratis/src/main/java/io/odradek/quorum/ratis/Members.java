package io.odradek.quorum.ratis;

import io.odradek.api.ConfigException;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.transport.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

/**
 * The members of the group, as Ratis names them.
 *
 * <p>Immutable. The group's id follows from the cluster's id and the members' ids, so that all members come to the same one without a word
 * between them, and members that were configured differently are strangers to each other. Addresses are no part of it: they may change.
 *
 * @param nodeId which of the members this one is
 * @param clusterId empty where none is configured
 * @param all ascending by id
 */
record Members(int nodeId, String clusterId, List<QuorumMember> all) {
    /** Where a member listens that nobody has to reach: any free port of this machine alone. */
    private static final Endpoint ALONE = new Endpoint("127.0.0.1", 0);

    /**
     * Checks the members.
     *
     * @throws ConfigException when two have one id or one address, or one cannot be reached
     */
    static Members of(String clusterId, QuorumSettings settings) {
        List<QuorumMember> sorted = settings.members().stream()
                .sorted(Comparator.comparingInt(QuorumMember::nodeId))
                .toList();
        requireDistinct(sorted, QuorumMember::nodeId, "the node id", "give each member an id of its own");
        requireDistinct(sorted, QuorumMember::address, "the address", "give each member an address of its own");
        for (QuorumMember member : sorted) {
            if (member.nodeId() < 0) {
                throw new ConfigException("the quorum's member " + member.nodeId() + " has an id below 0: write one from 0 upwards");
            }
            if (sorted.size() > 1 && member.address().port() == 0) {
                throw new ConfigException("the quorum's member " + member.nodeId() + " has the address " + member.address()
                        + ": write the port at which the others reach it");
            }
        }
        return new Members(settings.nodeId(), clusterId, sorted);
    }

    private static void requireDistinct(List<QuorumMember> members, Function<QuorumMember, Object> part, String name, String advice) {
        List<Object> parts = members.stream().map(part).toList();
        for (Object one : parts) {
            if (parts.indexOf(one) != parts.lastIndexOf(one)) {
                throw new ConfigException("two members of the quorum have " + name + " " + one + ": " + advice);
            }
        }
    }

    boolean alone() {
        return all.size() == 1;
    }

    /** Where this member listens. */
    Endpoint address() {
        return all.stream()
                .filter(member -> !alone() && member.nodeId() == nodeId)
                .map(QuorumMember::address)
                .findFirst()
                .orElse(ALONE);
    }

    RaftPeerId self() {
        return peerId(nodeId);
    }

    List<RaftPeerId> others() {
        return all.stream().filter(member -> member.nodeId() != nodeId).map(member -> peerId(member.nodeId())).toList();
    }

    RaftGroupId groupId() {
        String name = "odradek quorum of " + ids() + " in " + clusterId;
        return RaftGroupId.valueOf(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    RaftGroup group() {
        return RaftGroup.valueOf(groupId(), all.stream().map(this::peer).toList());
    }

    private RaftPeer peer(QuorumMember member) {
        Endpoint address = alone() ? ALONE : member.address();
        return RaftPeer.newBuilder().setId(peerId(member.nodeId())).setAddress(address.toString()).build();
    }

    /** The members' ids, for people and for the group's id: {@code 1,2,3}. */
    String ids() {
        return all.stream().map(member -> Integer.toString(member.nodeId())).collect(Collectors.joining(","));
    }

    /** The members with their addresses, for people. */
    String addresses() {
        return all.stream().map(member -> member.nodeId() + " at " + member.address()).collect(Collectors.joining(", "));
    }

    static RaftPeerId peerId(int nodeId) {
        return RaftPeerId.valueOf("n" + nodeId);
    }

    static int nodeId(RaftPeerId peerId) {
        return Integer.parseInt(peerId.toString().substring(1));
    }
}
