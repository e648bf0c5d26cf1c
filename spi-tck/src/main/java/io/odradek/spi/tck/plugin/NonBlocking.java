package io.odradek.spi.tck.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/**
 * Finds out whether code blocks: what waits or does interruptible input and output notices an interrupted thread, and what sleeps takes
 * its time.
 *
 * <p>Immutable.
 */
public final class NonBlocking {
    private static final int CALL_COUNT = 2000;
    private static final long TIME_NS_MAX = TimeUnit.SECONDS.toNanos(5);

    private NonBlocking() {}

    /** Fails unless {@code call}, made 2000 times on an interrupted thread, throws nothing, leaves it interrupted and ends in 5 seconds. */
    public static void check(Runnable call) {
        Thread.currentThread().interrupt();
        boolean stillInterrupted = true;
        long start = System.nanoTime();
        try {
            for (int i = 0; i < CALL_COUNT && System.nanoTime() - start < TIME_NS_MAX; i++) {
                call.run();
                stillInterrupted &= Thread.currentThread().isInterrupted();
            }
        } finally {
            Thread.interrupted();
        }
        assertThat(stillInterrupted).as("the thread stays interrupted: nothing waited on it").isTrue();
        assertThat(System.nanoTime() - start).as("nanoseconds for %d calls", CALL_COUNT).isLessThan(TIME_NS_MAX);
    }
}
