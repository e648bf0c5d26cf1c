package io.odradek.testkit.world;

import io.odradek.testkit.history.History;
import java.util.concurrent.CompletableFuture;

/**
 * An application with a producer, whose process can be killed, started again and paused. Whoever is started again goes on with what is left of the
 * workload, as a producer of a new number: what it had in memory is gone.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
public final class SimulatedApplication {
    private static final long NS_PER_S = 1_000_000_000L;

    private final SimulatedWorld world;
    private final Scenario scenario;
    private final ApplicationSetup setup;
    private final History history;
    private final CompletableFuture<Void> allSent = new CompletableFuture<>();
    private ProducerProcess process;
    private SimulatedProducer producer;
    private int recordsLeft;
    private boolean alive = true;

    public SimulatedApplication(SimulatedWorld world, Scenario scenario, ApplicationSetup setup) {
        this.world = world;
        this.scenario = scenario;
        this.setup = setup;
        this.history = world.history();
        this.recordsLeft = setup.workload().recordCount();
        this.process = newProcess();
        this.producer = newProducer();
    }

    private ProducerProcess newProcess() {
        ProducerProcess created = new ProducerProcess(world, world.nextProducerId(), setup);
        history.producer(created.traits());
        return created;
    }

    private SimulatedProducer newProducer() {
        return new SimulatedProducer(world, scenario, setup.workload().withRecordCount(recordsLeft), process);
    }

    /** Sends the workload from now on; completes when the last record was handed over, by whichever process. */
    public CompletableFuture<Void> start() {
        producer.start().thenRun(() -> allSent.complete(null));
        return allSent;
    }

    /** Kills the process: of its records, those that were not told are never told. Nothing happens without a process. */
    public void kill() {
        if (alive) {
            alive = false;
            recordsLeft -= (int) Math.min(recordsLeft, producer.sentCount());
            history.producerDied(process.traits().producer());
            process.process().kill();
        }
    }

    /** Starts a process that goes on with the workload, if there is none. */
    public void restart() {
        if (!alive) {
            alive = true;
            process = newProcess();
            producer = newProducer();
            start();
        }
    }

    /** Pauses the process, and gives what lets it go on. */
    public Runnable pause() {
        ProducerProcess paused = process;
        int pause = history.producerPaused(paused.traits().producer());
        paused.process().pause();
        return () -> {
            history.producerResumed(pause);
            paused.process().resume();
        };
    }

    /** Lets the wall clock of its process jump. */
    public void jumpWallClock(long deltaMs) {
        process.process().jumpWallClock(deltaMs);
    }

    /** Flushes, and waits for it. Lets time run. */
    public void flush(String when) {
        world.settle(producer.flush(), setup.deliveryTimeoutNs() + NS_PER_S, "the flush " + when + " of " + this);
    }

    /** Pauses between connection attempts may outlast a short delivery timeout, so one record after the other has to find the way. Lets time run. */
    public void findTheWay(int recordCountMax, long patienceNs) {
        for (int attempt = 0; attempt < recordCountMax; attempt++) {
            long acknowledgedBefore = producer.acknowledgedCount();
            if (world.settle(producer.sendMore(1), patienceNs, "the first record after the faults of " + this)) {
                flush("of the first record after the faults");
            }
            if (producer.acknowledgedCount() > acknowledgedBefore) {
                return;
            }
        }
        history.leftOver("none of " + recordCountMax + " records of " + this + " was acknowledged after the last fault");
    }

    /** Sends so many small records at once; completes when they were handed over. */
    public CompletableFuture<Void> sendMore(int recordCount) {
        return producer.sendMore(recordCount);
    }

    /** Closes the engine, and tells what it did not give back. Lets time run. */
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return "producer " + process.traits().producer();
    }
}
