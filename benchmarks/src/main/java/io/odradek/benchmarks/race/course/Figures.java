package io.odradek.benchmarks.race.course;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was measured in one round.
 *
 * <p>Immutable.
 *
 * @param recordCount records that were sent while it was measured
 * @param elapsedNs nanoseconds from the first of them to the last one's acknowledgement
 * @param client what the producer's process used
 * @param broker what the broker's process used
 * @param measuredLatency for records sent at a rate, null otherwise
 */
public record Figures(long recordCount, long elapsedNs, Usage client, Usage broker, @Nullable LatencyUs measuredLatency) {
    /**
     * What a process used.
     *
     * @param cpuNs nanoseconds of CPU while it was measured, of all of its threads
     * @param peakBytes the most memory that was resident during the round, mapped files included; 0 where the system does not tell
     */
    public record Usage(long cpuNs, long peakBytes) {
        /** Of a process that is not there. */
        public static final Usage NONE = new Usage(0, 0);
    }

    /** Records in a second. */
    public double recordsPerSecond() {
        return recordCount * 1e9 / elapsedNs;
    }

    /** Microseconds of the producer's CPU for a record. */
    public double clientCpuUsPerRecord() {
        return client.cpuNs() / 1e3 / recordCount;
    }

    /** Microseconds of the broker's CPU for a record. */
    public double brokerCpuUsPerRecord() {
        return broker.cpuNs() / 1e3 / recordCount;
    }

    /** The producer's peak in megabytes of 1,000,000 bytes. */
    public double clientPeakMb() {
        return client.peakBytes() / 1e6;
    }

    /** The broker's peak in megabytes of 1,000,000 bytes. */
    public double brokerPeakMb() {
        return broker.peakBytes() / 1e6;
    }

    /** For records sent at a rate. */
    public Optional<LatencyUs> latency() {
        return Optional.ofNullable(measuredLatency);
    }
}
