package io.odradek.log;

import io.odradek.api.ConfigException;
import io.odradek.protocol.record.TimestampType;
import java.util.Map;

/**
 * How a log is kept. The names of the keys, and what they mean, are Kafka's topic settings.
 *
 * <p>Immutable.
 *
 * @param rolling when a segment ends and the next begins
 * @param retention what is deleted, and when
 * @param flushing when what was appended is forced to disk without being asked for
 * @param producers what is remembered of idempotent producers
 * @param timestampType who gives the records' timestamps ({@code message.timestamp.type})
 */
public record LogSettings(
        Rolling rolling, Retention retention, Flushing flushing, Producers producers, TimestampType timestampType) {

    /**
     * When a segment ends and the next begins.
     *
     * @param segmentBytes its size ({@code segment.bytes})
     * @param segmentMs the time between its first and its last record ({@code segment.ms})
     * @param indexIntervalBytes the bytes between two entries of the offset index ({@code index.interval.bytes})
     * @param indexBytes the size of an index ({@code segment.index.bytes})
     */
    public record Rolling(int segmentBytes, long segmentMs, int indexIntervalBytes, int indexBytes) {}

    /**
     * What is deleted, and when. −1 means never.
     *
     * @param retentionMs a segment's age after its last record ({@code retention.ms})
     * @param retentionBytes the size of all that is kept ({@code retention.bytes})
     */
    public record Retention(long retentionMs, long retentionBytes) {}

    /**
     * When what was appended is forced to disk without being asked for; by default it never is.
     *
     * @param recordCount after so many records ({@code flush.messages})
     * @param intervalMs after so much time ({@code flush.ms})
     */
    public record Flushing(long recordCount, long intervalMs) {}

    /**
     * What is remembered of idempotent producers.
     *
     * @param expirationMs how long nothing may be heard of one ({@code producer.id.expiration.ms})
     * @param countMax how many a partition keeps in mind; batches of one more are refused
     */
    public record Producers(long expirationMs, int countMax) {}

    /** The smallest {@code segment.bytes}: less could not hold what the first preparation takes. */
    public static final int SEGMENT_BYTES_MIN = 4096;

    /** Kafka's defaults. */
    public static final LogSettings DEFAULTS = new LogSettings(
            new Rolling(1 << 30, 604_800_000L, 4096, 10 * 1024 * 1024),
            new Retention(604_800_000L, -1),
            new Flushing(Long.MAX_VALUE, Long.MAX_VALUE),
            new Producers(86_400_000L, 65_536),
            TimestampType.CREATE_TIME);

    /** These settings with Kafka's topic keys laid over them; other keys are passed over. */
    public LogSettings with(Map<String, String> config) {
        return new LogSettings(
                new Rolling(
                        (int) number(config, "segment.bytes", rolling.segmentBytes, SEGMENT_BYTES_MIN, Integer.MAX_VALUE),
                        number(config, "segment.ms", rolling.segmentMs, 1, Long.MAX_VALUE),
                        (int) number(config, "index.interval.bytes", rolling.indexIntervalBytes, 0, Integer.MAX_VALUE),
                        (int) number(config, "segment.index.bytes", rolling.indexBytes, 12, Integer.MAX_VALUE)),
                new Retention(
                        number(config, "retention.ms", retention.retentionMs, -1, Long.MAX_VALUE),
                        number(config, "retention.bytes", retention.retentionBytes, -1, Long.MAX_VALUE)),
                new Flushing(
                        number(config, "flush.messages", flushing.recordCount, 1, Long.MAX_VALUE),
                        number(config, "flush.ms", flushing.intervalMs, 0, Long.MAX_VALUE)),
                new Producers(
                        number(config, "producer.id.expiration.ms", producers.expirationMs, 1, Long.MAX_VALUE), producers.countMax),
                timestampType(config));
    }

    private TimestampType timestampType(Map<String, String> config) {
        String value = config.get("message.timestamp.type");
        if (value == null) {
            return timestampType;
        }
        return switch (value) {
            case "CreateTime" -> TimestampType.CREATE_TIME;
            case "LogAppendTime" -> TimestampType.LOG_APPEND_TIME;
            default -> throw new ConfigException(
                    "message.timestamp.type is \"" + value + "\"; it takes CreateTime or LogAppendTime");
        };
    }

    private static long number(Map<String, String> config, String key, long fallback, long min, long max) {
        String value = config.get(key);
        if (value == null) {
            return fallback;
        }
        long number;
        try {
            number = Long.parseLong(value.strip());
        } catch (NumberFormatException notNumber) {
            throw new ConfigException(key + " is \"" + value + "\"; it takes a whole number from " + min + " to " + max, notNumber);
        }
        if (number < min || number > max) {
            throw new ConfigException(key + " is " + number + "; it takes a whole number from " + min + " to " + max);
        }
        return number;
    }
}
