package io.odradek.storage.mmap;

import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.Workers;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A loop and its workers that are whichever thread calls, so that storage completes at once. Caller synchronises. */
final class InlineLoop implements EventLoop, Workers {
    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public boolean inEventLoop() {
        return true;
    }

    @Override
    public Clock clock() {
        return Clock.system();
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        throw new UnsupportedOperationException("nothing here waits");
    }

    @Override
    public <T> CompletableFuture<T> submit(Callable<T> work, Executor completeOn) {
        try {
            return CompletableFuture.completedFuture(work.call());
        } catch (Exception failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    @Override
    public void close() {}
}
