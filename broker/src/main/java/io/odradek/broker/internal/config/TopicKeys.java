package io.odradek.broker.internal.config;

import io.odradek.api.ConfigException;
import io.odradek.log.LogSettings;
import io.odradek.spi.plugin.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys that a topic may set for itself, each with the broker's key that holds its default; names and defaults are Kafka's.
 *
 * <p>Immutable.
 */
public final class TopicKeys {
    private static final long HOUR_MS = 3_600_000L;
    private static final long WEEK_MS = 168 * HOUR_MS;

    static final Setting<Integer> MESSAGE_SIZE_BYTES_MAX = Setting.int32("max.message.bytes", 1_048_588, 0, Integer.MAX_VALUE);
    static final Setting<Integer> IN_SYNC_REPLICA_COUNT_MIN = Setting.int32("min.insync.replicas", 1, 1, Integer.MAX_VALUE);
    static final Setting<String> TIMESTAMP_TYPE =
            Setting.choice("message.timestamp.type", "CreateTime", List.of("CreateTime", "LogAppendTime"));
    static final Setting<Long> TIMESTAMP_BEFORE_MS_MAX =
            Setting.int64("message.timestamp.before.max.ms", Long.MAX_VALUE, 0, Long.MAX_VALUE);
    static final Setting<Long> TIMESTAMP_AFTER_MS_MAX = Setting.int64("message.timestamp.after.max.ms", HOUR_MS, 0, Long.MAX_VALUE);
    private static final Setting<Long> RETENTION_MS = Setting.int64("retention.ms", WEEK_MS, -1, Long.MAX_VALUE);
    private static final Setting<Long> SEGMENT_MS = Setting.int64("segment.ms", WEEK_MS, 1, Long.MAX_VALUE);

    private static final Setting<Long> RETENTION_MINUTES = Setting.int64("log.retention.minutes", 10_080, -1, Integer.MAX_VALUE);
    private static final Setting<Long> RETENTION_HOURS = Setting.int64("log.retention.hours", 168, -1, Integer.MAX_VALUE);
    private static final Setting<Long> ROLL_HOURS = Setting.int64("log.roll.hours", 168, 1, Integer.MAX_VALUE);

    /** A topic's setting, and the broker's key for its default. */
    private record Pair(Setting<?> ofTopic, String brokerKey) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(MESSAGE_SIZE_BYTES_MAX, "message.max.bytes"),
            new Pair(IN_SYNC_REPLICA_COUNT_MIN, "min.insync.replicas"),
            new Pair(TIMESTAMP_TYPE, "log.message.timestamp.type"),
            new Pair(TIMESTAMP_BEFORE_MS_MAX, "log.message.timestamp.before.max.ms"),
            new Pair(TIMESTAMP_AFTER_MS_MAX, "log.message.timestamp.after.max.ms"),
            new Pair(
                    Setting.int32("segment.bytes", 1 << 30, LogSettings.SEGMENT_BYTES_MIN, Integer.MAX_VALUE), "log.segment.bytes"),
            new Pair(SEGMENT_MS, "log.roll.ms"),
            new Pair(Setting.int32("segment.index.bytes", 10 << 20, 12, Integer.MAX_VALUE), "log.index.size.max.bytes"),
            new Pair(Setting.int32("index.interval.bytes", 4096, 0, Integer.MAX_VALUE), "log.index.interval.bytes"),
            new Pair(RETENTION_MS, "log.retention.ms"),
            new Pair(Setting.int64("retention.bytes", -1, -1, Long.MAX_VALUE), "log.retention.bytes"),
            new Pair(Setting.int64("flush.ms", Long.MAX_VALUE, 0, Long.MAX_VALUE), "log.flush.interval.ms"),
            new Pair(Setting.int64("flush.messages", Long.MAX_VALUE, 1, Long.MAX_VALUE), "log.flush.interval.messages"),
            // Compaction, recompression and tiers are not there yet, so only the words that ask for none of them are taken.
            new Pair(Setting.choice("cleanup.policy", "delete", List.of("delete")), "log.cleanup.policy"),
            new Pair(Setting.choice("compression.type", "producer", List.of("producer")), "compression.type"),
            new Pair(Setting.choice("remote.storage.enable", "false", List.of("false")), "remote.log.storage.system.enable"));

    /** Kafka's topic keys that change nothing here, because what they tune does not exist or has no such choice. */
    private static final List<String> WITHOUT_EFFECT = List.of(
            "compression.gzip.level",
            "compression.lz4.level",
            "compression.zstd.level",
            "delete.retention.ms",
            "file.delete.delay.ms",
            "follower.replication.throttled.replicas",
            "leader.replication.throttled.replicas",
            "local.retention.bytes",
            "local.retention.ms",
            "max.compaction.lag.ms",
            "min.cleanable.dirty.ratio",
            "min.compaction.lag.ms",
            "preallocate",
            "segment.jitter.ms",
            "unclean.leader.election.enable");

    private TopicKeys() {}

    /** The broker's keys for the defaults of topics. */
    public static List<String> ofBroker() {
        List<String> keys = new ArrayList<>();
        PAIRS.forEach(pair -> keys.add(pair.brokerKey));
        keys.addAll(List.of(RETENTION_MINUTES.key(), RETENTION_HOURS.key(), ROLL_HOURS.key()));
        return keys;
    }

    /**
     * Checks that a topic's configuration has only keys and values that can be used.
     *
     * @throws ConfigException with the first that cannot
     */
    public static void validate(Map<String, String> topic) {
        Collection<String> known = new ArrayList<>(WITHOUT_EFFECT);
        PAIRS.forEach(pair -> known.add(pair.ofTopic.key()));
        for (Map.Entry<String, String> entry : topic.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new ConfigException("a topic has no configuration key " + entry.getKey()
                        + NearestName.of(entry.getKey(), known).map(near -> "; did you mean " + near + "?").orElse(""));
            }
        }
        PAIRS.forEach(pair -> pair.ofTopic.in(topic));
    }

    /**
     * A topic's configuration over the broker's defaults, by the topic's keys; what neither says is absent.
     *
     * @throws ConfigException with the broker's key whose value cannot be used
     */
    static SortedMap<String, String> effective(Map<String, String> topic, Map<String, String> broker) {
        SortedMap<String, String> effective = new TreeMap<>();
        // The finer unit wins, as it does in Kafka.
        if (RETENTION_MINUTES.isIn(broker)) {
            effective.put(RETENTION_MS.key(), milliseconds(RETENTION_MINUTES.in(broker), 60_000L));
        } else if (RETENTION_HOURS.isIn(broker)) {
            effective.put(RETENTION_MS.key(), milliseconds(RETENTION_HOURS.in(broker), HOUR_MS));
        }
        if (ROLL_HOURS.isIn(broker)) {
            effective.put(SEGMENT_MS.key(), milliseconds(ROLL_HOURS.in(broker), HOUR_MS));
        }
        for (Pair pair : PAIRS) {
            String ofBroker = broker.get(pair.brokerKey);
            if (ofBroker != null) {
                pair.ofTopic.named(pair.brokerKey).read(ofBroker);
                effective.put(pair.ofTopic.key(), ofBroker.trim());
            }
        }
        PAIRS.forEach(pair -> {
            String ofTopic = topic.get(pair.ofTopic.key());
            if (ofTopic != null) {
                effective.put(pair.ofTopic.key(), ofTopic.trim());
            }
        });
        return effective;
    }

    private static String milliseconds(long count, long unitMs) {
        return Long.toString(count < 0 ? -1 : count * unitMs);
    }
}
