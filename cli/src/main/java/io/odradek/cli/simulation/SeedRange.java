package io.odradek.cli.simulation;

import io.odradek.testkit.cluster.ClusterSimulation;
import io.odradek.testkit.world.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Seeds that follow one another, each run once, several at a time.
 *
 * <p>Immutable.
 *
 * @param from the first seed
 * @param count how many
 */
public record SeedRange(long from, int count) {
    /** Worlds with one broker. */
    public static LongFunction<SeedOutcome> ofOneBroker() {
        Simulation simulation = new Simulation();
        return seed -> SeedOutcome.of(simulation.run(seed));
    }

    /** Worlds with a cluster of brokers. */
    public static LongFunction<SeedOutcome> ofCluster() {
        ClusterSimulation simulation = new ClusterSimulation();
        return seed -> SeedOutcome.of(simulation.run(seed));
    }

    /** The last seed. */
    public long last() {
        return from + count - 1;
    }

    /**
     * Runs them on {@code jobCount} threads, and returns when all have run, or when {@code ended} says so and what was begun is done.
     *
     * @param world makes what runs a seed, once for each thread
     * @param done takes each report, on the thread that ran it, and so several at a time
     */
    public void run(Supplier<LongFunction<SeedOutcome>> world, int jobCount, BooleanSupplier ended, Consumer<SeedOutcome> done) {
        AtomicLong next = new AtomicLong(from);
        ExecutorService threads = Executors.newFixedThreadPool(jobCount);
        try {
            List<Future<?>> jobs = new ArrayList<>();
            for (int job = 0; job < jobCount; job++) {
                jobs.add(threads.submit(() -> work(world.get(), next, ended, done)));
            }
            for (Future<?> job : jobs) {
                job.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a run of the seeds " + from + " to " + last() + " failed", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }

    private void work(LongFunction<SeedOutcome> world, AtomicLong next, BooleanSupplier ended, Consumer<SeedOutcome> done) {
        long seed = next.getAndIncrement();
        while (seed <= last() && !ended.getAsBoolean()) {
            done.accept(world.apply(seed));
            seed = next.getAndIncrement();
        }
    }
}
