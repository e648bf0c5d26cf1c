package io.odradek.broker.internal.config;

import io.odradek.api.ConfigException;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How a broker lives in its cluster.
 *
 * <p>Immutable.
 *
 * @param quorum who agrees
 * @param quorumPlugin by which plug-in
 * @param member how it says that it lives
 * @param follow how it fetches as a follower
 * @param lagNsMax how long a follower may be behind and still be in sync
 * @param balanceNs how often leadership goes back to preferred replicas; empty where it does not
 */
public record ClusterSettings(
        QuorumSettings quorum,
        String quorumPlugin,
        MemberSettings member,
        FollowSettings follow,
        long lagNsMax,
        Optional<Long> balanceNs) {
    private static final Endpoint NOWHERE = new Endpoint("localhost", 0);

    /**
     * Reads them from the broker's configuration.
     *
     * @throws ConfigException with the first value that cannot be used
     */
    public static ClusterSettings of(Map<String, String> settings) {
        int nodeId = NodeKeys.NODE_ID.in(settings);
        List<QuorumMember> members = members(ClusterKeys.VOTERS.in(settings), nodeId);
        boolean alone = members.size() == 1;
        String plugin = ClusterKeys.QUORUM.in(settings);
        long heartbeatNs = nanos(ClusterKeys.HEARTBEAT_MS.in(settings));
        long sessionNs = nanos(ClusterKeys.SESSION_TIMEOUT_MS.in(settings));
        if (heartbeatNs >= sessionNs) {
            throw new ConfigException(ClusterKeys.HEARTBEAT_MS + "=" + heartbeatNs / 1_000_000 + " must be well below "
                    + ClusterKeys.SESSION_TIMEOUT_MS + "=" + sessionNs / 1_000_000 + ", or brokers that live are fenced");
        }
        return new ClusterSettings(
                new QuorumSettings(
                        nodeId,
                        members,
                        nanos(ClusterKeys.ELECTION_TIMEOUT_MS.in(settings)),
                        nanos(ClusterKeys.QUORUM_REQUEST_TIMEOUT_MS.in(settings))),
                plugin.isBlank() ? alone ? "local" : "ratis" : plugin,
                new MemberSettings(nodeId, alone, heartbeatNs, sessionNs),
                new FollowSettings(
                        ClusterKeys.REPLICA_FETCH_WAIT_MS.in(settings),
                        ClusterKeys.REPLICA_FETCH_BYTES_MAX.in(settings),
                        ClusterKeys.REPLICA_RESPONSE_BYTES_MAX.in(settings),
                        nanos(ClusterKeys.REPLICA_BACKOFF_MS.in(settings)),
                        nanos(ClusterKeys.REPLICA_SOCKET_TIMEOUT_MS.in(settings))),
                TimeUnit.MILLISECONDS.toNanos(ClusterKeys.REPLICA_LAG_MS.in(settings)),
                ClusterKeys.AUTO_REBALANCE.in(settings) && !alone
                        ? Optional.of(TimeUnit.SECONDS.toNanos(ClusterKeys.REBALANCE_SECONDS.in(settings)))
                        : Optional.empty());
    }

    private static long nanos(int ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private static List<QuorumMember> members(String voters, int nodeId) {
        if (voters.isBlank()) {
            return List.of(new QuorumMember(nodeId, NOWHERE));
        }
        List<QuorumMember> members = new ArrayList<>();
        for (String voter : voters.split(",")) {
            QuorumMember member = member(voter.trim());
            if (members.stream().anyMatch(other -> other.nodeId() == member.nodeId())) {
                throw unusable(voters, "it has the id " + member.nodeId() + " twice");
            }
            members.add(member);
        }
        if (members.stream().noneMatch(member -> member.nodeId() == nodeId)) {
            throw unusable(voters, "this broker is node " + nodeId + ", which is not in it");
        }
        return members;
    }

    private static QuorumMember member(String voter) {
        int at = voter.indexOf('@');
        try {
            return new QuorumMember(Integer.parseInt(voter.substring(0, Math.max(at, 0))), Endpoint.parse(voter.substring(at + 1)));
        } catch (IllegalArgumentException malformed) {
            throw unusable(voter, "a member is written id@host:port");
        }
    }

    private static ConfigException unusable(String voters, String why) {
        return new ConfigException(ClusterKeys.VOTERS + "=" + voters + " cannot be used: " + why);
    }
}
