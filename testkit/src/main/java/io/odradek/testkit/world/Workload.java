package io.odradek.testkit.world;

/**
 * What the application does with its producer.
 *
 * <p>Immutable.
 *
 * @param producerLoopCount event loops of the producer's transport
 * @param recordCount records that are sent while there are faults
 * @param burstCountMax records sent in one turn, at most
 * @param durationNs nanoseconds over which the bursts are spread
 * @param valueSizeBytesMax the longest ordinary value
 * @param keyCount different keys; 0 for records without
 * @param flushChance the chance that a burst is followed by a flush
 * @param oversizeChance the chance that a record is longer than the broker takes
 */
public record Workload(
        int producerLoopCount,
        int recordCount,
        int burstCountMax,
        long durationNs,
        int valueSizeBytesMax,
        int keyCount,
        double flushChance,
        double oversizeChance) {
    /** Nanoseconds between two bursts, on average. */
    long meanPauseNs() {
        return durationNs * (1 + burstCountMax) / 2 / Math.max(1, recordCount);
    }

    /** The same, with so many records. */
    Workload withRecordCount(int count) {
        return new Workload(
                producerLoopCount, count, burstCountMax, durationNs * count / Math.max(1, recordCount), valueSizeBytesMax, keyCount, flushChance, oversizeChance);
    }

    static Workload of(Draw draw, int partitionCount, int applicationCount) {
        return new Workload(
                draw.oneOf(1, 1, 2, 4),
                draw.between(60, 400) / applicationCount,
                draw.oneOf(1, 5, 20),
                1_000_000L * draw.between(1_000, 8_000),
                draw.oneOf(20, 120, 120, 900),
                draw.oneOf(0, 3, 3 * partitionCount, 100),
                draw.oneOf(0.0, 0.05, 0.3),
                draw.oneOf(0.0, 0.0, 0.01));
    }
}
