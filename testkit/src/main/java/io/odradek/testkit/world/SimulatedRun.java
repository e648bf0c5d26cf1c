package io.odradek.testkit.world;

import io.odradek.testkit.history.FinalLog;
import io.odradek.testkit.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One run of one seed, from the first start of the broker to the last read.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class SimulatedRun {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long PATIENCE_NS = 60 * NS_PER_S;
    private static final int LAST_WAVE_COUNT = 20;
    private static final int RECORDS_TO_FIND_THE_WAY_MAX = 5;

    private final SimulatedWorld world;
    private final History history;
    private final Scenario scenario;
    private final FaultPlan plan;
    private final SimulatedBroker broker;
    private final List<SimulatedReader> readers = new ArrayList<>();
    private final List<SimulatedApplication> applications = new ArrayList<>();
    private final BrokerOperator operator;
    private final Draw draw;

    SimulatedRun(SimulatedWorld world, Scenario scenario, FaultPlan plan) {
        this.world = world;
        this.history = world.history();
        this.scenario = scenario;
        this.plan = plan;
        this.broker = new SimulatedBroker(world, scenario.brokerSettings());
        this.operator = new BrokerOperator(world, broker);
        this.draw = new Draw(world.time().random("end of the run"));
    }

    void play() {
        world.network().setFaults(SimulatedWorld.healthy(scenario.latencyNsMax()));
        broker.start();
        for (int i = 1; i <= scenario.readerCount(); i++) {
            readers.add(new SimulatedReader(world, "reader-" + i, scenario.topic(), scenario.partitionCount()));
        }
        scenario.applications().forEach(setup -> applications.add(new SimulatedApplication(world, scenario, setup)));
        NetworkWeather weather = new NetworkWeather(world.network(), scenario.latencyNsMax());
        new FaultInjector(world, broker, operator, applications, weather).schedule(plan);
        readers.forEach(SimulatedReader::start);
        List<CompletableFuture<Void>> allSent = applications.stream().map(SimulatedApplication::start).toList();

        allSent.forEach(sent -> world.settle(sent, PATIENCE_NS, "the workload"));
        heal();
        applications.forEach(application -> application.flush("after the last fault"));
        applications.forEach(application -> application.findTheWay(RECORDS_TO_FIND_THE_WAY_MAX, PATIENCE_NS));
        history.healed();
        lastWave();
        restart();
        audit();
        applications.forEach(SimulatedApplication::close);
        readers.forEach(SimulatedReader::stop);
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
        operator.start();
        if (!world.time().runUntil(broker::isUp, PATIENCE_NS)) {
            history.leftOver("the broker was not up again after the last fault");
        }
    }

    private void lastWave() {
        for (SimulatedApplication application : applications) {
            if (world.settle(application.sendMore(LAST_WAVE_COUNT), PATIENCE_NS, "the last wave of " + application)) {
                application.flush("of the last wave");
            }
        }
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
        operator.start();
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
