package io.odradek.inmemory.transport;

import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Loops of a virtual process. */
final class VirtualLoops implements LoopGroup {
    private static final long STOP_NS_MAX = 60_000_000_000L;

    private final VirtualTime time;
    private final VirtualProcess process;
    private final List<EventLoop> loops;

    VirtualLoops(VirtualTime time, VirtualProcess process, String name, int count) {
        this.time = time;
        this.process = process;
        List<EventLoop> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(process.newEventLoop(name + "-loop-" + i));
        }
        this.loops = List.copyOf(made);
    }

    @Override
    public List<EventLoop> loops() {
        return loops;
    }

    /** Lets time run, if that is not being done already. */
    @Override
    public void stopAfter(CompletableFuture<?> done) {
        if (time.isStepping()) {
            done.thenRun(this::stop);
            return;
        }
        if (process.isAlive()) {
            time.runUntil(done::isDone, STOP_NS_MAX);
        }
        stop();
    }

    private void stop() {
        loops.forEach(process::stop);
    }
}
