package io.odradek.cli.trial;

import io.odradek.api.TopicPartition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The times in which nothing of a partition was acknowledged, though records of it were always on their way.
 *
 * <p>Thread-safe. Gaps shorter than a twentieth of a second are passed over.
 */
public final class AckGaps {
    private static final long NOTED_NS_MIN = 50_000_000L;
    private static final int NOTED_COUNT_MAX = 1_000_000;

    private final Map<TopicPartition, Long> last = new LinkedHashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private long longestNs;

    /**
     * A time without an acknowledgement.
     *
     * @param partition of which partition
     * @param fromNs the last one before
     * @param toNs the first one behind
     */
    public record Gap(TopicPartition partition, long fromNs, long toNs) {
        /** How long it was. */
        public long lengthNs() {
            return toNs - fromNs;
        }
    }

    /** A record of the partition was acknowledged. */
    public synchronized void acknowledged(TopicPartition partition, long nowNs) {
        Long before = last.put(partition, nowNs);
        if (before != null && nowNs - before >= NOTED_NS_MIN) {
            longestNs = Math.max(longestNs, nowNs - before);
            if (gaps.size() < NOTED_COUNT_MAX) {
                gaps.add(new Gap(partition, before, nowNs));
            }
        }
    }

    /** Gaps that are over, in the order of their ends. */
    public synchronized List<Gap> over() {
        return List.copyOf(gaps);
    }

    /** How long the partition that waits longest has waited until now; 0 before anything was acknowledged. */
    public synchronized long openNs(long nowNs) {
        return last.values().stream().mapToLong(before -> nowNs - before).max().orElse(0);
    }

    /** The longest that is over, in nanoseconds; 0 without any. */
    public synchronized long longestNs() {
        return longestNs;
    }

    /** The longest that is over and reached into a time, in nanoseconds; 0 without any. */
    public synchronized long longestNs(long fromNs, long untilNs) {
        return gaps.stream()
                .filter(gap -> gap.toNs() - fromNs > 0 && gap.fromNs() - untilNs < 0)
                .mapToLong(Gap::lengthNs)
                .max()
                .orElse(0);
    }
}
