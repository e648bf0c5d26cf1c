package io.odradek.testkit.cluster;

import io.odradek.controller.image.ClusterImage;
import io.odradek.inmemory.quorum.QuorumFaults;
import io.odradek.inmemory.quorum.QuorumWeather;
import io.odradek.inmemory.quorum.SharedQuorum;
import io.odradek.inmemory.transport.NetworkFaults;
import io.odradek.testkit.history.FinalLog;
import io.odradek.testkit.history.History;
import io.odradek.testkit.world.Draw;
import io.odradek.testkit.world.SimulatedApplication;
import io.odradek.testkit.world.SimulatedReader;
import io.odradek.testkit.world.SimulatedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * One run of one seed, from the first start of the brokers to the last read.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class ClusterRun {
    private static final long NS_PER_MS = 1_000_000L;
    private static final long PATIENCE_NS = 90_000 * NS_PER_MS;
    /** A broker that stops gives connections five seconds to take their answers, and some are half open. */
    private static final long STOP_NS_MAX = 15_000 * NS_PER_MS;
    private static final int LAST_WAVE_COUNT = 20;
    private static final int RECORDS_TO_FIND_THE_WAY_MAX = 5;

    private final SimulatedWorld world;
    private final History history;
    private final ClusterScenario scenario;
    private final ClusterFaultPlan plan;
    private final SharedQuorum quorum;
    private final QuorumWeather usualWeather;
    private final List<ClusterBroker> brokers = new ArrayList<>();
    private final List<SimulatedReader> readers = new ArrayList<>();
    private final List<SimulatedApplication> applications = new ArrayList<>();
    private final SimulatedOperator operator;
    private final ClusterChecker checker;

    ClusterRun(SimulatedWorld world, ClusterScenario scenario, ClusterFaultPlan plan) {
        this.world = world;
        this.history = world.history();
        this.scenario = scenario;
        this.plan = plan;
        Draw draw = new Draw(world.time().random("quorum"));
        this.quorum = new SharedQuorum(draw.oneOf(5, 50, 200));
        this.usualWeather = QuorumWeather.of(usualFaults(draw), world.time().random("usual quorum"));
        Map<String, String> settings = new TreeMap<>(scenario.world().brokerSettings());
        List<String> voters = new ArrayList<>();
        for (int i = 0; i < scenario.brokerCount(); i++) {
            voters.add(ClusterScenario.FIRST_ID + i + "@quorum:" + (i + 1));
        }
        settings.put("controller.quorum.voters", String.join(",", voters));
        for (int i = 0; i < scenario.brokerCount(); i++) {
            brokers.add(new ClusterBroker(world, quorum, ClusterScenario.FIRST_ID + i, settings));
        }
        this.operator = new SimulatedOperator(world);
        this.checker = new ClusterChecker(brokers);
    }

    /** Commands are applied late by some members, and in every fourth run some are also committed late or twice. */
    private static QuorumFaults usualFaults(Draw draw) {
        long applyDelayNsMax = NS_PER_MS * draw.oneOf(5, 50, 200);
        return draw.chance(0.75)
                ? QuorumFaults.healthy(2 * NS_PER_MS, applyDelayNsMax)
                : new QuorumFaults(2 * NS_PER_MS, applyDelayNsMax, 0, 0, 0.2, 0.1, NS_PER_MS * 2_000, 0.5);
    }

    ClusterChecker checker() {
        return checker;
    }

    void play() {
        NetworkFaults healthy = SimulatedWorld.healthy(scenario.world().latencyNsMax());
        world.network().setFaults(healthy);
        quorum.setWeather(usualWeather);
        brokers.forEach(ClusterBroker::start);
        for (int i = 1; i <= scenario.world().readerCount(); i++) {
            readers.add(new SimulatedReader(
                    world, "reader-" + i, scenario.world().topic(), scenario.world().partitionCount()));
        }
        scenario.world().applications().forEach(setup ->
                applications.add(new SimulatedApplication(world, scenario.world(), setup)));
        ClusterFaults faults = new ClusterFaults(world, quorum, usualWeather, brokers, operator, healthy);
        faults.schedule(plan);
        world.time().afterEachTask(checker::check);
        readers.forEach(SimulatedReader::start);
        List<CompletableFuture<Void>> allSent = applications.stream().map(SimulatedApplication::start).toList();

        allSent.forEach(sent -> world.settle(sent, PATIENCE_NS, "the workload"));
        heal(faults);
        awaitAllInSync("after the last fault");
        applications.forEach(application -> application.flush("after the last fault"));
        applications.forEach(application -> application.findTheWay(RECORDS_TO_FIND_THE_WAY_MAX, PATIENCE_NS));
        history.healed();
        lastWave();
        awaitAllInSync("in the end");
        world.time().runFor(1_000 * NS_PER_MS);
        checkAllEqual();
        audit();
        end();
    }

    /** Waits for the last fault to be over, and for all brokers. */
    private void heal(ClusterFaults faults) {
        long untilNs = plan.endNs() + 1;
        if (world.time().nowNs() < untilNs) {
            world.time().runFor(untilNs - world.time().nowNs());
        }
        world.time().runUntil(() -> brokers.stream().noneMatch(broker -> broker.hasProcess() && !broker.isUp()), STOP_NS_MAX);
        faults.healAll();
        if (!world.time().runUntil(() -> brokers.stream().allMatch(ClusterBroker::isUp), PATIENCE_NS)) {
            history.leftOver("not every broker was up again after the last fault: "
                    + brokers.stream().filter(broker -> !broker.isUp()).map(ClusterBroker::id).toList());
        }
    }

    private void lastWave() {
        for (SimulatedApplication application : applications) {
            if (world.settle(application.sendMore(LAST_WAVE_COUNT), PATIENCE_NS, "the last wave of " + application)) {
                application.flush("of the last wave");
            }
        }
    }

    private void awaitAllInSync(String when) {
        if (!world.time().runUntil(this::allInSync, PATIENCE_NS)) {
            history.leftOver("not every replica was in sync " + when + ": " + brokers.get(0)
                    .engine()
                    .map(engine -> engine.cluster().topics().toString())
                    .orElse("nobody knows"));
        }
    }

    private void checkAllEqual() {
        WholeReplicas replicas = new WholeReplicas(brokers);
        if (brokers.stream().allMatch(ClusterBroker::isUp) && world.time().runUntil(replicas::readOn, PATIENCE_NS)) {
            checker.checkAllEqual(replicas);
        } else {
            history.leftOver("not every replica could be read to its end");
        }
    }

    private boolean allInSync() {
        return brokers.stream().allMatch(broker -> broker.engine().map(engine -> allInSync(engine.cluster())).orElse(false));
    }

    private static boolean allInSync(ClusterImage image) {
        return image.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .noneMatch(partition -> partition.isUnderReplicated() || !partition.hasLeader());
    }

    private void audit() {
        SimulatedReader auditor =
                new SimulatedReader(world, "auditor", scenario.world().topic(), scenario.world().partitionCount());
        CompletableFuture<List<FinalLog>> logs = auditor.readAll();
        if (world.settle(logs, PATIENCE_NS, "the last read")) {
            logs.join().forEach(history::finalLog);
        }
        auditor.stop();
    }

    private void end() {
        world.time().afterEachTask(process -> {});
        applications.forEach(SimulatedApplication::close);
        readers.forEach(SimulatedReader::stop);
        operator.stop();
        for (ClusterBroker broker : brokers) {
            world.settle(broker.stop(), PATIENCE_NS, "the last stop of broker " + broker.id());
        }
    }
}
