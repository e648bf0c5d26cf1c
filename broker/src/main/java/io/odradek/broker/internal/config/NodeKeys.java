package io.odradek.broker.internal.config;

import java.util.List;

/** The keys that a broker reads, with Kafka's names and, unless said otherwise, Kafka's defaults. */
public final class NodeKeys {
    /** The broker's number in its cluster; Kafka has no default, an embedded broker needs one. */
    public static final Setting<Integer> NODE_ID = Setting.int32("node.id", 1, 0, Integer.MAX_VALUE);
    /** The cluster that the data directory must belong to; any, and a new one for a new directory, where nothing is said. */
    public static final Setting<String> CLUSTER_ID = Setting.text("cluster.id", "");
    /** Where it listens; an embedded broker picks a free port of the loopback interface. */
    public static final Setting<String> LISTENERS = Setting.text("listeners", "PLAINTEXT://127.0.0.1:0");
    /** Where clients are told to connect; by default where it listens. */
    public static final Setting<String> ADVERTISED_LISTENERS = Setting.text("advertised.listeners", "");
    /** The data directory. */
    public static final Setting<String> LOG_DIRS = Setting.text("log.dirs", "");
    /** The data directory, by its older name. */
    public static final Setting<String> LOG_DIR = Setting.text("log.dir", "");
    /** Partitions of a topic for which nobody said a number. */
    public static final Setting<Integer> NUM_PARTITIONS = Setting.int32("num.partitions", 1, 1, 10_000);
    /** Replicas of a topic for which nobody said a number. */
    public static final Setting<Integer> DEFAULT_REPLICATION_FACTOR = Setting.int32("default.replication.factor", 1, 1, Short.MAX_VALUE);
    /** Whether asking for a topic's metadata creates it. */
    public static final Setting<Boolean> AUTO_CREATE_TOPICS = Setting.bool("auto.create.topics.enable", true);
    /** Whether topics may be deleted. */
    public static final Setting<Boolean> DELETE_TOPICS = Setting.bool("delete.topic.enable", true);
    /** Event loops; Kafka's default of 3 is capped at the processors there are. */
    public static final Setting<Integer> NETWORK_THREADS = Setting.int32("num.network.threads", 3, 1, 1024);
    /** The longest request that is taken in. */
    public static final Setting<Integer> REQUEST_SIZE_BYTES_MAX =
            Setting.int32("socket.request.max.bytes", 104_857_600, 1024, Integer.MAX_VALUE - 8);
    /** The most that one fetch is answered with. */
    public static final Setting<Integer> FETCH_SIZE_BYTES_MAX = Setting.int32("fetch.max.bytes", 57_671_680, 1024, Integer.MAX_VALUE);
    /** How often retention looks at the segments. */
    public static final Setting<Long> RETENTION_CHECK_MS =
            Setting.int64("log.retention.check.interval.ms", 300_000L, 1L, Long.MAX_VALUE);
    /** How often recovery points are written. */
    public static final Setting<Long> CHECKPOINT_MS =
            Setting.int64("log.flush.offset.checkpoint.interval.ms", 60_000L, 1L, Long.MAX_VALUE);
    /** After how long without a batch an idempotent producer is forgotten. */
    public static final Setting<Long> PRODUCER_EXPIRATION_MS = Setting.int64("producer.id.expiration.ms", 86_400_000L, 1L, Long.MAX_VALUE);
    /** How often producers that expired are looked for. */
    public static final Setting<Long> PRODUCER_EXPIRATION_CHECK_MS =
            Setting.int64("producer.id.expiration.check.interval.ms", 600_000L, 1L, Long.MAX_VALUE);
    /** Whether the records in a batch are walked, or its header alone is checked. */
    public static final Setting<String> RECORD_VALIDATION = Setting.choice("record.validation", "full", List.of("full", "header"));
    /** The plug-in that keeps logs. */
    public static final Setting<String> STORAGE = Setting.text("storage", "mmap");
    /** The plug-in that carries frames. */
    public static final Setting<String> TRANSPORT = Setting.text("transport", "netty");

    private NodeKeys() {}

    /** All of them. */
    public static List<Setting<?>> all() {
        return List.of(
                NODE_ID,
                CLUSTER_ID,
                LISTENERS,
                ADVERTISED_LISTENERS,
                LOG_DIRS,
                LOG_DIR,
                NUM_PARTITIONS,
                DEFAULT_REPLICATION_FACTOR,
                AUTO_CREATE_TOPICS,
                DELETE_TOPICS,
                NETWORK_THREADS,
                REQUEST_SIZE_BYTES_MAX,
                FETCH_SIZE_BYTES_MAX,
                RETENTION_CHECK_MS,
                CHECKPOINT_MS,
                PRODUCER_EXPIRATION_MS,
                PRODUCER_EXPIRATION_CHECK_MS,
                RECORD_VALIDATION,
                STORAGE,
                TRANSPORT);
    }
}
