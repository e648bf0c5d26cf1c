package io.odradek.inmemory.transport;

import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Loops on threads. */
final class ThreadLoops implements LoopGroup {
    private static final System.Logger LOGGER = System.getLogger(ThreadLoops.class.getName());
    private static final long AWAIT_SECONDS_MAX = 5;

    private final List<ThreadLoop> threads = new ArrayList<>();
    private final List<EventLoop> loops;

    ThreadLoops(String name, int count, Clock clock) {
        for (int i = 0; i < count; i++) {
            threads.add(new ThreadLoop(name + "-loop-" + i, clock));
        }
        this.loops = List.copyOf(threads);
    }

    void start() {
        threads.forEach(ThreadLoop::start);
    }

    @Override
    public List<EventLoop> loops() {
        return loops;
    }

    @Override
    public void stopAfter(CompletableFuture<?> done) {
        try {
            done.get(AWAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unfinished) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "connections did not end in " + AWAIT_SECONDS_MAX + " s; stopping all the same",
                    unfinished);
        }
        threads.forEach(ThreadLoop::stop);
    }
}
