package io.odradek.inmemory.time;

import io.odradek.spi.runtime.RandomSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when a test says so: it runs the event loops and workers of every {@link VirtualProcess}, one task at a time.
 *
 * <p>Caller synchronises: whichever thread takes the first step must do everything from then on. Tasks of one loop run in order; which
 * loop's turn it is, is drawn from the seed, so different seeds see different interleavings and one seed always sees the same. Time
 * stands still while any task can run, and then goes to the next timer.
 */
public final class VirtualTime {
    /** How many tasks may run before a run is taken for endless. */
    public static final long STEP_COUNT_MAX_DEFAULT = 50_000_000;

    private static final int CANCELLED_COUNT_TO_PURGE = 4096;

    private final long seed;
    private final long stepCountMax;
    private final Map<String, Integer> randomCounts = new LinkedHashMap<>();
    private final PriorityQueue<VirtualTask> waiting = new PriorityQueue<>();
    private final ReadyLanes ready;
    private final List<TaskFailure> failures = new ArrayList<>();
    private final Trace trace = new Trace();
    private final Progress progress = new Progress();
    private Consumer<VirtualProcess> observer = process -> {};

    /** Numbers that change with every step. */
    private static final class Progress {
        long nowNs;
        long sequence;
        long stepCount;
        int cancelledCount;
        @Nullable Lane running;
        @Nullable Thread owner;
    }

    /** Time that starts at zero. */
    public VirtualTime(long seed) {
        this(seed, STEP_COUNT_MAX_DEFAULT);
    }

    /** Time that refuses to run more than {@code stepCountMax} tasks. */
    public VirtualTime(long seed, long stepCountMax) {
        this.seed = seed;
        this.stepCountMax = stepCountMax;
        this.ready = new ReadyLanes(random("order of loops"));
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /** Virtual nanoseconds since the start. */
    public long nowNs() {
        return progress.nowNs;
    }

    /** How many tasks have run. */
    public long stepCount() {
        return progress.stepCount;
    }

    /**
     * A source of chance that depends on the seed, the purpose and how often that purpose was asked for, so that one more draw for one
     * purpose does not change what another draws.
     */
    public RandomSource random(String purpose) {
        int occurrence = randomCounts.merge(purpose, 1, Integer::sum);
        Trace mix = new Trace();
        mix.add(seed);
        mix.add(purpose);
        mix.add(occurrence);
        return RandomSource.seeded(mix.hash());
    }

    /** A new process. */
    public VirtualProcess newProcess(String name) {
        return new VirtualProcess(this, name);
    }

    /** Adds to the trace something that happened outside this class, so that the hash covers it. */
    public void note(String what) {
        trace.add(what);
    }

    /** A hash over time, loop and kind of every task that ran, and over every note. The same for the same seed in every JVM. */
    public long traceHash() {
        return trace.hash();
    }

    /** The tasks that threw, in order. A test that ends with some has failed. */
    public List<TaskFailure> failures() {
        return List.copyOf(failures);
    }

    /** From now on {@code observer} is called after each task, with the process whose task it was. It only looks: what it throws ends the run. */
    public void afterEachTask(Consumer<VirtualProcess> observer) {
        this.observer = observer;
    }

    /** Whether a task is running now, so that none of the methods that run tasks may be called. */
    public boolean isStepping() {
        return progress.running != null;
    }

    /** Runs one task, letting time pass if none is ready; false when nothing is left to do. */
    public boolean step() {
        return step(Long.MAX_VALUE);
    }

    /** Runs until nothing is left to do. Throws when that takes more than the limit of steps: a timer that renews itself never ends. */
    public void runUntilIdle() {
        boolean more;
        do {
            more = step(Long.MAX_VALUE);
        } while (more);
    }

    /** Runs everything that happens in the next {@code durationNs} nanoseconds, and ends at their end. */
    public void runFor(long durationNs) {
        long endNs = after(durationNs);
        boolean more;
        do {
            more = step(endNs);
        } while (more);
        progress.nowNs = endNs;
    }

    /** Runs until {@code condition} holds; false when nothing was left to do, or {@code withinNs} nanoseconds had passed, before it did. */
    public boolean runUntil(BooleanSupplier condition, long withinNs) {
        long endNs = after(withinNs);
        while (!condition.getAsBoolean()) {
            if (!step(endNs)) {
                progress.nowNs = waiting.isEmpty() ? progress.nowNs : endNs;
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /**
     * Runs until {@code future} is done, and returns its value.
     *
     * @throws IllegalStateException when it is not done within {@code withinNs} nanoseconds
     * @throws java.util.concurrent.CompletionException when it failed
     */
    public <T> T await(CompletableFuture<T> future, long withinNs) {
        if (!runUntil(future::isDone, withinNs)) {
            throw new IllegalStateException(
                    "seed " + seed + ": not done by " + progress.nowNs + " ns after " + progress.stepCount + " tasks");
        }
        return future.join();
    }

    VirtualTask enqueue(Lane lane, VirtualTask.Kind kind, long delayNs, Runnable action) {
        checkThread();
        if (lane.isStopped() && lane.process().isAlive()) {
            throw new RejectedExecutionException("event loop " + lane.name() + " has stopped: its transport was closed");
        }
        VirtualTask task = new VirtualTask(lane, kind, after(delayNs), progress.sequence++, action);
        if (!lane.process().isAlive()) {
            return task;
        }
        if (delayNs <= 0) {
            ready.add(task);
        } else {
            waiting.add(task);
        }
        return task;
    }

    /** Takes a task back. Those that wait for their time are thrown out together, now and then: one by one would be slow. */
    void cancel(VirtualTask task) {
        checkThread();
        task.cancel();
        progress.cancelledCount++;
        if (progress.cancelledCount > CANCELLED_COUNT_TO_PURGE && progress.cancelledCount > waiting.size() / 2) {
            waiting.removeIf(candidate -> !candidate.isWanted());
            progress.cancelledCount = 0;
        }
    }

    boolean isRunning(Lane lane) {
        return progress.running == lane && Thread.currentThread() == progress.owner;
    }

    void processKilled(VirtualProcess process) {
        checkThread();
        note("killed " + process.name());
        waiting.removeIf(task -> !task.isWanted());
        ready.removeAll(process);
    }

    void processPaused(VirtualProcess process) {
        checkThread();
        note("paused " + process.name());
        ready.hold(process);
    }

    void processResumed(VirtualProcess process, List<Lane> lanes) {
        checkThread();
        note("resumed " + process.name());
        ready.letGo(lanes);
    }

    private boolean step(long endNs) {
        if (isStepping()) {
            throw new IllegalStateException("a task cannot let virtual time run: it is run by it");
        }
        progress.owner = Thread.currentThread();
        VirtualTask task = nextTask(endNs);
        if (task == null) {
            return false;
        }
        if (++progress.stepCount > stepCountMax) {
            throw new IllegalStateException("seed " + seed + ": more than " + stepCountMax + " tasks by " + progress.nowNs
                    + " ns, the last one on " + task.lane().name());
        }
        run(task);
        observer.accept(task.lane().process());
        return true;
    }

    private void run(VirtualTask task) {
        trace.add(progress.nowNs);
        trace.add(task.lane().name());
        trace.add(task.kind().name());
        progress.running = task.lane();
        try {
            task.run();
        } catch (Throwable thrown) {
            failures.add(new TaskFailure(task.lane().name(), progress.nowNs, thrown));
        } finally {
            progress.running = null;
        }
    }

    private @Nullable VirtualTask nextTask(long endNs) {
        VirtualTask task = null;
        while (task == null || !task.isWanted()) {
            while (ready.isEmpty()) {
                if (!advance(endNs)) {
                    return null;
                }
            }
            task = ready.next();
        }
        return task;
    }

    /** Goes to the next moment at which something is to be done, if that is not after {@code endNs}. */
    private boolean advance(long endNs) {
        VirtualTask first = waiting.peek();
        while (first != null && !first.isWanted()) {
            waiting.poll();
            first = waiting.peek();
        }
        if (first == null || first.atNs() > endNs) {
            return false;
        }
        progress.nowNs = first.atNs();
        while (first != null && first.atNs() == progress.nowNs) {
            waiting.poll();
            ready.add(first);
            first = waiting.peek();
        }
        return true;
    }

    private long after(long delayNs) {
        long atNs = progress.nowNs + Math.max(0, delayNs);
        return atNs < 0 ? Long.MAX_VALUE : atNs;
    }

    private void checkThread() {
        if (progress.owner != null && progress.owner != Thread.currentThread()) {
            throw new IllegalStateException("virtual time is driven by " + progress.owner.getName() + " and was touched on "
                    + Thread.currentThread().getName() + ", which would make runs differ");
        }
    }
}
