package io.odradek.testkit.world;

import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.transport.NetworkFaults;
import java.util.Optional;

/**
 * Lets the faults of a plan happen, and mends them.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class FaultInjector {
    private static final long NS_PER_MS = 1_000_000L;
    private static final long SLOW_WORK_NS_MIN = 5 * NS_PER_MS;
    private static final long SLOW_WORK_NS_MAX = 300 * NS_PER_MS;
    private static final long WORK_NS_MIN = 10_000L;
    private static final long WORK_NS_MAX = NS_PER_MS;
    private static final long CLOCK_JUMP_MS_MAX = 60_000;

    private final SimulatedWorld world;
    private final SimulatedBroker broker;
    private final long latencyNsMax;
    private final Draw draw;

    FaultInjector(SimulatedWorld world, SimulatedBroker broker, long latencyNsMax) {
        this.world = world;
        this.broker = broker;
        this.latencyNsMax = latencyNsMax;
        this.draw = new Draw(world.time().random("faults as they happen"));
    }

    /** Puts every fault on the calendar. */
    void schedule(FaultPlan plan) {
        for (Fault fault : plan.faults()) {
            world.director().schedule(fault.atNs() - world.time().nowNs(), () -> happen(fault));
        }
    }

    private void happen(Fault fault) {
        world.time().note(fault.toString());
        Optional<VirtualProcess> victim = broker.process();
        switch (fault.kind()) {
            case KILL_BROKER -> broker.kill();
            case LOSE_POWER -> broker.losePower();
            case STOP_BROKER -> stop();
            case CUT_CONNECTIONS -> world.network().cutAll();
            case FLAKY_NETWORK -> world.network().setFaults(new NetworkFaults(50_000, latencyNsMax, 0.02, 0.1, 0.2));
            case STALL_BROKER -> victim.ifPresent(world.network()::stall);
            case REFUSE_CONNECTIONS -> victim.ifPresent(process -> world.network().setRefusing(process, true));
            case SLOW_DISK -> victim.ifPresent(process -> process.setWorkDelays(SLOW_WORK_NS_MIN, SLOW_WORK_NS_MAX));
            case CLOCK_JUMP -> victim.ifPresent(
                    process -> process.jumpWallClock(draw.between(-CLOCK_JUMP_MS_MAX, CLOCK_JUMP_MS_MAX)));
        }
        world.director().schedule(fault.durationNs(), () -> mend(fault.kind(), victim));
    }

    private void stop() {
        if (broker.isUp()) {
            broker.stop().whenComplete((done, failure) -> {
                if (failure != null) {
                    world.history().leftOver("the broker could not be stopped in good order: " + failure);
                }
            });
        }
    }

    private void mend(Fault.Kind kind, Optional<VirtualProcess> victim) {
        switch (kind) {
            case KILL_BROKER, LOSE_POWER, STOP_BROKER -> startBroker();
            case CUT_CONNECTIONS, CLOCK_JUMP -> {
                // Over in the moment in which it happened.
            }
            case FLAKY_NETWORK -> world.network().setFaults(SimulatedWorld.healthy(latencyNsMax));
            case STALL_BROKER -> victim.ifPresent(world.network()::resume);
            case REFUSE_CONNECTIONS -> victim.ifPresent(process -> world.network().setRefusing(process, false));
            case SLOW_DISK -> victim.ifPresent(process -> process.setWorkDelays(WORK_NS_MIN, WORK_NS_MAX));
        }
    }

    /** Starts the broker if it has no process: two faults may have taken it away together. */
    void startBroker() {
        if (!broker.hasProcess()) {
            broker.start().whenComplete((done, failure) -> {
                if (failure != null) {
                    world.history().leftOver("the broker could not be started: " + failure);
                }
            });
        }
    }
}
