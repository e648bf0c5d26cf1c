package io.odradek.broker.internal.config;

import java.util.List;

/** The keys by which a broker lives in a cluster, with Kafka's names and, unless said otherwise, Kafka's defaults. */
public final class ClusterKeys {
    /** The members of the quorum, {@code id@host:port} and commas between them; empty for a broker that is alone. */
    public static final Setting<String> VOTERS = Setting.text("controller.quorum.voters", "");
    /** The plug-in by which members agree; by default {@code local} for one member and {@code ratis} for several. */
    public static final Setting<String> QUORUM = Setting.text("metadata.quorum", "");
    /** After how long without a leader's word the quorum elects another. */
    public static final Setting<Integer> ELECTION_TIMEOUT_MS =
            Setting.int32("controller.quorum.election.timeout.ms", 1_000, 50, 3_600_000);
    /** The longest that a change of the cluster takes. */
    public static final Setting<Integer> QUORUM_REQUEST_TIMEOUT_MS =
            Setting.int32("controller.quorum.request.timeout.ms", 10_000, 100, 3_600_000);
    /** How often a broker says that it lives. */
    public static final Setting<Integer> HEARTBEAT_MS = Setting.int32("broker.heartbeat.interval.ms", 2_000, 10, 3_600_000);
    /** After how long without that it is fenced. */
    public static final Setting<Integer> SESSION_TIMEOUT_MS = Setting.int32("broker.session.timeout.ms", 9_000, 50, 3_600_000);
    /** How long a follower may be behind and still be in sync. */
    public static final Setting<Long> REPLICA_LAG_MS = Setting.int64("replica.lag.time.max.ms", 30_000L, 50L, Long.MAX_VALUE / 2_000_000);
    /** How long a leader may keep a fetch of a follower; Kafka's 500 would hold up followers that change their leader. */
    public static final Setting<Integer> REPLICA_FETCH_WAIT_MS = Setting.int32("replica.fetch.wait.max.ms", 100, 1, 60_000);
    /** The most of one partition that a follower fetches at a time. */
    public static final Setting<Integer> REPLICA_FETCH_BYTES_MAX = Setting.int32("replica.fetch.max.bytes", 1_048_576, 1, Integer.MAX_VALUE);
    /** The most that a follower fetches at a time. */
    public static final Setting<Integer> REPLICA_RESPONSE_BYTES_MAX =
            Setting.int32("replica.fetch.response.max.bytes", 10_485_760, 1, Integer.MAX_VALUE);
    /** The pause of a follower after an error; Kafka's 1000 would be most of the time that an election takes. */
    public static final Setting<Integer> REPLICA_BACKOFF_MS = Setting.int32("replica.fetch.backoff.ms", 50, 1, 60_000);
    /** How long an answer to a follower may take. */
    public static final Setting<Integer> REPLICA_SOCKET_TIMEOUT_MS = Setting.int32("replica.socket.timeout.ms", 30_000, 100, 3_600_000);
    /** Whether leadership goes back to preferred replicas by itself. */
    public static final Setting<Boolean> AUTO_REBALANCE = Setting.bool("auto.leader.rebalance.enable", true);
    /** How often is looked for partitions that another than the preferred replica leads. */
    public static final Setting<Integer> REBALANCE_SECONDS = Setting.int32("leader.imbalance.check.interval.seconds", 300, 1, 1_000_000);

    private ClusterKeys() {}

    /** All of them. */
    public static List<Setting<?>> all() {
        return List.of(
                VOTERS,
                QUORUM,
                ELECTION_TIMEOUT_MS,
                QUORUM_REQUEST_TIMEOUT_MS,
                HEARTBEAT_MS,
                SESSION_TIMEOUT_MS,
                REPLICA_LAG_MS,
                REPLICA_FETCH_WAIT_MS,
                REPLICA_FETCH_BYTES_MAX,
                REPLICA_RESPONSE_BYTES_MAX,
                REPLICA_BACKOFF_MS,
                REPLICA_SOCKET_TIMEOUT_MS,
                AUTO_REBALANCE,
                REBALANCE_SECONDS);
    }
}
