package io.odradek.spi.quorum;

import java.util.List;

/**
 * Who forms a quorum.
 *
 * <p>Immutable.
 *
 * @param nodeId which of the members this one is
 * @param members all, this one among them; one alone where there is no cluster, whose address is of no account then
 * @param electionTimeoutNs after how long without a leader's word another is elected; about, as members vary it
 * @param submitTimeoutNs the longest that a submission takes
 */
public record QuorumSettings(int nodeId, List<QuorumMember> members, long electionTimeoutNs, long submitTimeoutNs) {
    /** Copies the members. */
    public QuorumSettings {
        members = List.copyOf(members);
        if (members.stream().noneMatch(member -> member.nodeId() == nodeId)) {
            throw new IllegalArgumentException("node " + nodeId + " is not a member of the quorum " + members);
        }
    }
}
