package io.odradek.inmemory.time;

import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Workers whose work is an event that comes after a seeded delay, so that pieces of work overtake one another. */
final class VirtualWorkers implements Workers {
    private final VirtualTime time;
    private final Lane lane;
    private final RandomSource random;
    private long delayNsMin = 10_000;
    private long delayNsMax = 1_000_000;
    private double stragglerChance;
    private long stragglerNsMax;
    private boolean closed;

    VirtualWorkers(VirtualTime time, Lane lane, RandomSource random) {
        this.time = time;
        this.lane = lane;
        this.random = random;
    }

    void delays(long minNs, long maxNs) {
        if (minNs < 0 || maxNs < minNs) {
            throw new IllegalArgumentException("work cannot take from " + minNs + " to " + maxNs + " ns");
        }
        this.delayNsMin = minNs;
        this.delayNsMax = maxNs;
    }

    void stragglers(double chance, long maxNs) {
        this.stragglerChance = chance;
        this.stragglerNsMax = maxNs;
    }

    private long drawDelayNs() {
        boolean straggles = stragglerChance > 0 && random.nextDouble() < stragglerChance;
        long maxNs = straggles ? Math.max(delayNsMin, stragglerNsMax) : delayNsMax;
        return delayNsMin + Math.floorMod(random.nextLong(), maxNs - delayNsMin + 1);
    }

    @Override
    public <T> CompletableFuture<T> submit(Callable<T> work, Executor completeOn) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        if (closed) {
            RejectedExecutionException refusal = new RejectedExecutionException("workers " + lane.name() + " are closed");
            completeOn.execute(() -> outcome.completeExceptionally(refusal));
            return outcome;
        }
        time.enqueue(lane, VirtualTask.Kind.WORK, drawDelayNs(), () -> run(work, completeOn, outcome));
        return outcome;
    }

    private static <T> void run(Callable<T> work, Executor completeOn, CompletableFuture<T> outcome) {
        T value;
        try {
            value = work.call();
        } catch (Throwable thrown) {
            completeOn.execute(() -> outcome.completeExceptionally(thrown));
            return;
        }
        completeOn.execute(() -> outcome.complete(value));
    }

    /** Work that was taken still runs, when its time comes. */
    @Override
    public void close() {
        closed = true;
    }
}
