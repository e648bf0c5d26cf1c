package io.odradek.testkit.world;

import io.odradek.inmemory.time.TaskFailure;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FinalLog;
import io.odradek.testkit.history.History;
import io.odradek.testkit.judge.Judge;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Runs seeds: for each a world of its own, in which a real producer writes to a real broker and real readers read, while faults happen and
 * after they are over.
 *
 * <p>Immutable; a run is confined to the thread that calls it.
 */
public final class Simulation {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long PATIENCE_NS = 60 * NS_PER_S;
    private static final int LAST_WAVE_COUNT = 20;
    private static final int RECORDS_TO_FIND_THE_WAY_MAX = 5;

    private final PluginRegistry plugins;
    private final Judge judge;

    /** Runs with the plug-ins that can be found, judged by every promise. */
    public Simulation() {
        this(PluginRegistry.discover(), Judge.ofEverything());
    }

    /** Runs with plug-ins of one's own, judged by promises of one's choice. */
    public Simulation(PluginRegistry plugins, Judge judge) {
        this.plugins = plugins;
        this.judge = judge;
    }

    /** Runs a seed, with a scenario and faults that come from it. */
    public RunReport run(long seed) {
        SimulatedWorld world = new SimulatedWorld(seed, plugins);
        Scenario scenario = Scenario.of(world.time().random("scenario"));
        FaultPlan plan = FaultPlan.of(world.time().random("faults"), scenario.workload().durationNs());
        return run(world, scenario, plan);
    }

    /** Runs a seed with a scenario and faults that were chosen. */
    public RunReport run(long seed, Scenario scenario, FaultPlan plan) {
        return run(new SimulatedWorld(seed, plugins), scenario, plan);
    }

    private RunReport run(SimulatedWorld world, Scenario scenario, FaultPlan plan) {
        Run run = new Run(world, scenario, plan);
        try {
            run.play();
        } catch (RuntimeException thrown) {
            world.history().leftOver("the run ended with " + thrown);
        }
        for (TaskFailure failure : world.time().failures()) {
            world.history().leftOver("a task of " + failure.lane() + " threw at " + failure.atNs() + " ns: " + failure.error()
                    + at(failure.error()));
        }
        Evidence evidence = world.history().evidence();
        note(world.time(), evidence);
        RunReport.Pace pace = new RunReport.Pace(world.time().nowNs(), world.time().stepCount(), world.time().traceHash());
        return new RunReport(world.time().seed(), scenario, plan, evidence, judge.judge(evidence), pace);
    }

    /** So the hash covers not only what ran but what came of it. */
    private static void note(VirtualTime time, Evidence evidence) {
        evidence.sendings()
                .forEach(sending -> evidence.completions(sending.number())
                        .forEach(completion -> time.note(sending.content() + " " + completion.moment() + " " + completion.outcome())));
        evidence.logs().forEach(log -> log.records().forEach(stored -> time.note(stored + " " + stored.content())));
    }

    private static String at(Throwable error) {
        StackTraceElement[] frames = error.getStackTrace();
        return frames.length == 0 ? "" : " at " + frames[0];
    }

    /** One run of one seed. */
    private static final class Run {
        private final SimulatedWorld world;
        private final History history;
        private final Scenario scenario;
        private final FaultPlan plan;
        private final SimulatedBroker broker;
        private final FaultInjector injector;
        private final Draw draw;

        Run(SimulatedWorld world, Scenario scenario, FaultPlan plan) {
            this.world = world;
            this.history = world.history();
            this.scenario = scenario;
            this.plan = plan;
            this.broker = new SimulatedBroker(world, scenario.brokerSettings());
            this.injector = new FaultInjector(world, broker, scenario.latencyNsMax());
            this.draw = new Draw(world.time().random("end of the run"));
        }

        void play() {
            world.network().setFaults(SimulatedWorld.healthy(scenario.latencyNsMax()));
            broker.start();
            SimulatedReader reader = new SimulatedReader(world, "reader", scenario.topic(), scenario.partitionCount());
            ProducerProcess process = new ProducerProcess(world, 1, scenario);
            SimulatedProducer producer = new SimulatedProducer(world, 1, scenario, process);
            history.producer(process.traits());
            injector.schedule(plan);
            reader.start();
            CompletableFuture<Void> allSent = producer.start();

            world.settle(allSent, PATIENCE_NS, "the workload");
            heal();
            world.settle(producer.flush(), scenario.deliveryTimeoutNs() + NS_PER_S, "the flush after the last fault");
            findTheWay(producer);
            history.healed();
            if (world.settle(producer.sendMore(LAST_WAVE_COUNT), PATIENCE_NS, "the last wave")) {
                world.settle(producer.flush(), scenario.deliveryTimeoutNs() + NS_PER_S, "the flush of the last wave");
            }
            restart();
            audit();
            process.close();
            reader.stop();
            if (broker.isUp()) {
                world.settle(broker.stop(), PATIENCE_NS, "the last stop of the broker");
            }
        }

        /** Waits for the last fault to be over, and for a broker that is up. */
        private void heal() {
            long untilNs = plan.endNs() + 1;
            if (world.time().nowNs() < untilNs) {
                world.time().runFor(untilNs - world.time().nowNs());
            }
            world.time().runUntil(() -> broker.isUp() || !broker.hasProcess(), PATIENCE_NS);
            injector.startBroker();
            if (!world.time().runUntil(broker::isUp, PATIENCE_NS)) {
                history.leftOver("the broker was not up again after the last fault");
            }
        }

        /** Pauses between connection attempts may outlast a short delivery timeout, so one record after the other has to find the way. */
        private void findTheWay(SimulatedProducer producer) {
            for (int attempt = 0; attempt < RECORDS_TO_FIND_THE_WAY_MAX; attempt++) {
                long acknowledgedBefore = producer.acknowledgedCount();
                if (world.settle(producer.sendMore(1), PATIENCE_NS, "the first record after the faults")) {
                    world.settle(producer.flush(), scenario.deliveryTimeoutNs() + NS_PER_S, "the flush of the first record after the faults");
                }
                if (producer.acknowledgedCount() > acknowledgedBefore) {
                    return;
                }
            }
            history.leftOver("none of " + RECORDS_TO_FIND_THE_WAY_MAX + " records was acknowledged after the last fault");
        }

        /** What was read before must be there after one more restart. */
        private void restart() {
            int way = draw.between(0, 2);
            if (way == 0 || !broker.isUp()) {
                return;
            }
            if (way == 1) {
                broker.kill();
            } else {
                world.settle(broker.stop(), PATIENCE_NS, "the stop of the broker before the audit");
            }
            injector.startBroker();
            world.time().runUntil(broker::isUp, PATIENCE_NS);
        }

        private void audit() {
            SimulatedReader auditor = new SimulatedReader(world, "auditor", scenario.topic(), scenario.partitionCount());
            CompletableFuture<List<FinalLog>> logs = auditor.readAll();
            if (world.settle(logs, PATIENCE_NS, "the last read")) {
                logs.join().forEach(history::finalLog);
            }
            auditor.stop();
        }
    }
}
