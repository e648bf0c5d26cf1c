package io.odradek.spi.tck.transport;

import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.EventLoop;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An event loop on an executor. */
final class ToyLoop implements EventLoop {
    private final ScheduledExecutorService executor;
    private final Thread[] thread = new Thread[1];

    ToyLoop(String name) {
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            thread[0] = new Thread(task, name);
            thread[0].setDaemon(true);
            return thread[0];
        });
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    void executeIfRunning(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            assert executor.isShutdown();
        }
    }

    @Override
    public boolean inEventLoop() {
        return Thread.currentThread() == thread[0];
    }

    @Override
    public Clock clock() {
        return Clock.system();
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        Future<?> future = executor.schedule(task, delayNs, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    void stop() {
        executor.shutdown();
        try {
            executor.awaitTermination(5, TimeUnit.SECONDS);
            if (thread[0] != null) {
                thread[0].join(5_000);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
