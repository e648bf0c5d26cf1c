package io.odradek.spi.tck;

import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * An event loop on a thread of its own, and ways for a test to work on it and wait.
 *
 * <p>Thread-safe. What a task throws is kept, and fails {@link #close}.
 */
public final class TestEventLoop implements EventLoop, AutoCloseable {
    private static final long WAIT_SECONDS_MAX = 30;

    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor executor;

    /** A loop that has no thread before its first task. */
    public TestEventLoop() {
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, "test-event-loop");
            created.setDaemon(true);
            thread.set(created);
            return created;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(kept(task));
    }

    @Override
    public boolean inEventLoop() {
        return Thread.currentThread() == thread.get();
    }

    @Override
    public Clock clock() {
        return Clock.system();
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        Future<?> waiting = executor.schedule(kept(task), Math.max(0, delayNs), TimeUnit.NANOSECONDS);
        return () -> waiting.cancel(false);
    }

    private Runnable kept(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable thrown) {
                failures.add(thrown);
            }
        };
    }

    /** Does {@code work} on this loop and returns what it returns, or throws what it throws. */
    public <T> T call(Supplier<T> work) {
        return wait(CompletableFuture.supplyAsync(work, this));
    }

    /** Does {@code work} on this loop. */
    public void run(Runnable work) {
        wait(CompletableFuture.runAsync(work, this));
    }

    /**
     * Begins {@code work} on this loop, waits for its future, and returns what that gives, or throws what it fails with. Fails when the
     * future completes anywhere but on this loop.
     */
    public <T> T await(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        execute(() -> {
            try {
                work.get().whenComplete((value, failure) -> {
                    if (!inEventLoop()) {
                        outcome.completeExceptionally(new AssertionError("a future completed on "
                                + Thread.currentThread().getName() + ", not on its event loop"));
                    } else if (failure == null) {
                        outcome.complete(value);
                    } else {
                        outcome.completeExceptionally(failure);
                    }
                });
            } catch (Throwable thrown) {
                outcome.completeExceptionally(thrown);
            }
        });
        return wait(outcome);
    }

    private <T> T wait(CompletableFuture<T> outcome) {
        if (inEventLoop()) {
            throw new AssertionError("the event loop cannot wait for itself");
        }
        try {
            return outcome.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw TestEventLoop.<RuntimeException>sneaked(failure.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("nothing completed within " + WAIT_SECONDS_MAX + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** Ends the thread, and fails if a task threw. */
    @Override
    public void close() {
        executor.shutdownNow();
        if (!failures.isEmpty()) {
            AssertionError thrown = new AssertionError(failures.size() + " tasks of the event loop threw");
            failures.forEach(thrown::addSuppressed);
            throw thrown;
        }
    }
}
