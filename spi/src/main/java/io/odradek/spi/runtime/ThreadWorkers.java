package io.odradek.spi.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Workers on threads of their own. */
final class ThreadWorkers implements Workers {
    private static final long IDLE_SECONDS_MAX = 10;
    private static final long CLOSE_SECONDS_MAX = 10;

    private final ThreadPoolExecutor threads;

    ThreadWorkers(String name, int threadCountMax) {
        AtomicInteger started = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                threadCountMax, threadCountMax, IDLE_SECONDS_MAX, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + started.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public <T> CompletableFuture<T> submit(Callable<T> work, Executor completeOn) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        try {
            threads.execute(() -> run(work, completeOn, outcome));
        } catch (RejectedExecutionException closed) {
            hand(completeOn, outcome, () -> outcome.completeExceptionally(closed));
        }
        return outcome;
    }

    private static <T> void run(Callable<T> work, Executor completeOn, CompletableFuture<T> outcome) {
        T value;
        try {
            value = work.call();
        } catch (Throwable thrown) {
            hand(completeOn, outcome, () -> outcome.completeExceptionally(thrown));
            return;
        }
        hand(completeOn, outcome, () -> outcome.complete(value));
    }

    /** An executor that takes no more work must not leave somebody waiting for ever. */
    private static void hand(Executor completeOn, CompletableFuture<?> outcome, Runnable completion) {
        try {
            completeOn.execute(completion);
        } catch (RejectedExecutionException ended) {
            outcome.completeExceptionally(ended);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
