package io.odradek.benchmarks.race.program;

import io.odradek.benchmarks.race.course.LatencyUs;
import org.HdrHistogram.AtomicHistogram;

/** A histogram of how long acknowledgements took. Thread-safe. */
final class Latencies {
    private static final long HIGHEST_US = 600_000_000;
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final int NS_PER_US = 1_000;

    private final AtomicHistogram histogram = new AtomicHistogram(HIGHEST_US, SIGNIFICANT_DIGITS);

    /** An acknowledgement has come just now for what was due at {@code dueNs}. */
    void acknowledged(long dueNs) {
        long latencyUs = (System.nanoTime() - dueNs) / NS_PER_US;
        histogram.recordValue(Math.max(0, Math.min(HIGHEST_US, latencyUs)));
    }

    LatencyUs percentiles() {
        return new LatencyUs(
                histogram.getValueAtPercentile(50), histogram.getValueAtPercentile(99), histogram.getValueAtPercentile(99.9), histogram.getMaxValue());
    }
}
