package io.odradek.spi.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Does what blocks (forcing files, preparing them, looking up names) so that no event loop has to.
 *
 * <p>Thread-safe.
 */
public interface Workers extends AutoCloseable {
    /**
     * Runs {@code work} where it may block, and completes the future on {@code completeOn}. What the work throws completes it
     * exceptionally. Pieces of work may run at the same time and end in any order. When {@code completeOn} takes no more work the
     * future fails with its {@link java.util.concurrent.RejectedExecutionException}, on whatever thread is at hand.
     */
    <T> CompletableFuture<T> submit(Callable<T> work, Executor completeOn);

    /** Lets running work end, within a bound of seconds, and refuses more: its future fails. Idempotent. */
    @Override
    void close();

    /** Daemon threads, started when needed and let go when idle; {@code name} is the prefix of theirs. */
    static Workers threads(String name, int threadCountMax) {
        return new ThreadWorkers(name, threadCountMax);
    }
}
