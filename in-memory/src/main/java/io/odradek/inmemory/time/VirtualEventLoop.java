package io.odradek.inmemory.time;

import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.EventLoop;

/** An event loop whose tasks the virtual time runs. */
final class VirtualEventLoop implements EventLoop {
    private final VirtualTime time;
    private final Lane lane;

    VirtualEventLoop(VirtualTime time, Lane lane) {
        this.time = time;
        this.lane = lane;
    }

    @Override
    public void execute(Runnable task) {
        time.enqueue(lane, VirtualTask.Kind.TASK, 0, task);
    }

    @Override
    public boolean inEventLoop() {
        return time.isRunning(lane);
    }

    @Override
    public Clock clock() {
        return lane.process().clock();
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        VirtualTask timer = time.enqueue(lane, VirtualTask.Kind.TIMER, delayNs, task);
        return () -> time.cancel(timer);
    }

    void stop() {
        lane.stop();
    }

    @Override
    public String toString() {
        return lane.name();
    }
}
