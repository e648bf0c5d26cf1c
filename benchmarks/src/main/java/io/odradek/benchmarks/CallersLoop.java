package io.odradek.benchmarks;

import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * An event loop that runs on the thread that waits for its futures, so that a call costs no change of threads.
 *
 * <p>Tasks come from any thread; they run on the thread that made the loop, inside {@link #await}.
 */
final class CallersLoop implements EventLoop, AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, task -> {
        Thread timer = new Thread(task, "timers");
        timer.setDaemon(true);
        return timer;
    });

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public boolean inEventLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public Clock clock() {
        return Clock.system();
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        Future<?> waiting = timers.schedule(() -> tasks.add(task), Math.max(0, delayNs), TimeUnit.NANOSECONDS);
        return () -> waiting.cancel(false);
    }

    /** Runs tasks until the future is done. */
    <T> T await(CompletableFuture<T> future) {
        try {
            while (!future.isDone()) {
                tasks.take().run();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a future", interrupted);
        }
        return future.join();
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
