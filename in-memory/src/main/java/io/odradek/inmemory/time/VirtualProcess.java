package io.odradek.inmemory.time;

import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * What one simulated process runs on: event loops, workers, a clock and chance of its own, all of which end when it is killed.
 *
 * <p>Confined to the thread that drives the virtual time. To restart a process, make a new one of the same name.
 */
public final class VirtualProcess {
    private final VirtualTime time;
    private final String name;
    private final VirtualClock clock;
    private final RandomSource random;
    private final VirtualWorkers workers;
    private final List<Runnable> killListeners = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private boolean alive = true;
    private boolean paused;

    VirtualProcess(VirtualTime time, String name) {
        this.time = time;
        this.name = name;
        this.clock = new VirtualClock(time);
        this.random = time.random("process " + name);
        this.workers = new VirtualWorkers(time, newLane("workers"), time.random("workers " + name));
    }

    /** Its name, which traces show. */
    public String name() {
        return name;
    }

    /** A new event loop; {@code loopName} is shown after the process's name. */
    public EventLoop newEventLoop(String loopName) {
        return new VirtualEventLoop(time, newLane(loopName));
    }

    private Lane newLane(String laneName) {
        Lane lane = new Lane(this, name + "/" + laneName);
        lanes.add(lane);
        return lane;
    }

    /** Stops one of its loops, as closing a transport does: what waits there never runs, and more is refused. */
    public void stop(EventLoop loop) {
        if (!(loop instanceof VirtualEventLoop virtualLoop)) {
            throw new IllegalArgumentException(loop + " is no virtual event loop");
        }
        virtualLoop.stop();
    }

    /** Its workers: every piece of work takes a seeded time. */
    public Workers workers() {
        return workers;
    }

    /** How long work takes from now on: evenly spread from {@code minNs} to {@code maxNs} nanoseconds. */
    public void setWorkDelays(long minNs, long maxNs) {
        workers.delays(minNs, maxNs);
    }

    /** Some of its work takes up to {@code maxNs} nanoseconds from now on, each piece with this chance, so that others overtake it by far. */
    public void setWorkStragglers(double chance, long maxNs) {
        workers.stragglers(chance, maxNs);
    }

    /** Its clock. */
    public Clock clock() {
        return clock;
    }

    /** Lets its wall clock jump by so many milliseconds, either way; its nanoseconds go on as before. */
    public void jumpWallClock(long deltaMs) {
        clock.jump(deltaMs);
    }

    /** Its chance: the numbers depend on the seed and the process's name alone, and on how many processes had that name before. */
    public RandomSource random() {
        return random;
    }

    /** Whether it has not been killed. */
    public boolean isAlive() {
        return alive;
    }

    /**
     * Lets nothing of it run from now on, as SIGSTOP does: its time goes on, what reaches it waits, and its timers are late. Nothing happens
     * if it is paused already.
     */
    public void pause() {
        if (alive && !paused) {
            paused = true;
            time.processPaused(this);
        }
    }

    /** Lets it run again, as SIGCONT does. Nothing happens if it is not paused. */
    public void resume() {
        if (alive && paused) {
            paused = false;
            time.processResumed(this, lanes);
        }
    }

    boolean isPaused() {
        return paused;
    }

    /** Runs {@code action} when this process is killed, on the thread and inside the call that kills it. */
    public void onKill(Runnable action) {
        killListeners.add(action);
    }

    /** Ends it at once: none of its tasks, timers and pieces of work runs any more, and nobody is told. Idempotent. */
    public void kill() {
        if (!alive) {
            return;
        }
        alive = false;
        time.processKilled(this);
        killListeners.forEach(Runnable::run);
    }

    @Override
    public String toString() {
        return name;
    }
}
