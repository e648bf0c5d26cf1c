package io.odradek.benchmarks.race.program;

import java.util.concurrent.locks.LockSupport;

/**
 * When records are due at a fixed rate.
 *
 * <p>Confined to the thread that sends. A record that is late does not move the ones behind it: latency counts from the moment at which it
 * should have been sent, so that a client that stalls its caller cannot hide it.
 */
final class Pace {
    private static final long SECOND_NS = 1_000_000_000;

    private final long startedNs;
    private final long ratePerSecond;
    private long sentCount;

    Pace(long ratePerSecond) {
        this.startedNs = System.nanoTime();
        this.ratePerSecond = ratePerSecond;
    }

    /** Waits until the next record is due, and tells when that was. */
    long awaitNextNs() {
        long dueNs = startedNs + sentCount / ratePerSecond * SECOND_NS + sentCount % ratePerSecond * SECOND_NS / ratePerSecond;
        sentCount++;
        for (long leftNs = dueNs - System.nanoTime(); leftNs > 0; leftNs = dueNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
        return dueNs;
    }

    long startedNs() {
        return startedNs;
    }
}
