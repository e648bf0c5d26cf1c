package io.odradek.spi.runtime;

import java.util.concurrent.Executor;

/**
 * One thread's worth of work, done in order: what an engine lives on.
 *
 * <p>Thread-safe. Tasks run one at a time and in the order in which one thread handed them over; each sees what the ones before it
 * wrote. A task that throws is counted and logged by the loop and ends nothing else. A task must not block.
 */
public interface EventLoop extends Executor {
    /** Runs {@code task} later on this loop, also when called on it. */
    @Override
    void execute(Runnable task);

    /** Whether the caller runs on this loop. */
    boolean inEventLoop();

    /** The time this loop lives in. */
    Clock clock();

    /** Runs {@code task} on this loop after {@code delayNs} nanoseconds; at once, though never inside this call, when that is ≤ 0. */
    Timer schedule(long delayNs, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Takes the task back if it has not started. Idempotent; to be called on the loop. */
        void cancel();
    }
}
