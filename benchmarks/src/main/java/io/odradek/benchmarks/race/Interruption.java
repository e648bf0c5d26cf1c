package io.odradek.benchmarks.race;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to end early, as Ctrl-C makes it known.
 *
 * <p>Thread-safe. The processes of a race end with the signal as well, so the turn that runs then comes to nothing.
 */
final class Interruption {
    private static final int SUMMARY_SECONDS_MAX = 20;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean wished;

    boolean isWished() {
        return wished;
    }

    /** The program has shown what it has. */
    void finished() {
        finished.countDown();
    }

    /** Wishes for the end, and waits until what was measured so far is shown. */
    void request() {
        wished = true;
        try {
            finished.await(SUMMARY_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
