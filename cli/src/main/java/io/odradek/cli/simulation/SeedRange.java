package io.odradek.cli.simulation;

import io.odradek.testkit.world.RunReport;
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

/**
 * Seeds that follow one another, each run once, several at a time.
 *
 * <p>Immutable.
 *
 * @param from the first seed
 * @param count how many
 */
public record SeedRange(long from, int count) {
    /** The last seed. */
    public long last() {
        return from + count - 1;
    }

    /**
     * Runs them on {@code jobCount} threads, and returns when all have run, or when {@code ended} says so and what was begun is done.
     *
     * @param done takes each report, on the thread that ran it, and so several at a time
     */
    public void run(int jobCount, BooleanSupplier ended, Consumer<RunReport> done) {
        AtomicLong next = new AtomicLong(from);
        ExecutorService threads = Executors.newFixedThreadPool(jobCount);
        try {
            List<Future<?>> jobs = new ArrayList<>();
            for (int job = 0; job < jobCount; job++) {
                jobs.add(threads.submit(() -> work(next, ended, done)));
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

    private void work(AtomicLong next, BooleanSupplier ended, Consumer<RunReport> done) {
        Simulation simulation = new Simulation();
        long seed = next.getAndIncrement();
        while (seed <= last() && !ended.getAsBoolean()) {
            done.accept(simulation.run(seed));
            seed = next.getAndIncrement();
        }
    }
}
