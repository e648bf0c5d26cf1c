package io.odradek.testkit.world;

import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.transport.SimulatedNetwork;
import java.util.List;
import java.util.function.Function;

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
    private static final double STRAGGLER_CHANCE = 0.3;
    private static final long STRAGGLER_NS_MAX = 1_000 * NS_PER_MS;
    private static final long CLOCK_JUMP_MS_MAX = 60_000;
    private static final long SPACE_LEFT_BYTES_MAX = 64 * 1024;
    private static final Runnable NOTHING = () -> {};

    private final SimulatedWorld world;
    private final SimulatedBroker broker;
    private final BrokerOperator operator;
    private final List<SimulatedApplication> applications;
    private final NetworkWeather weather;
    private final Draw draw;

    FaultInjector(
            SimulatedWorld world,
            SimulatedBroker broker,
            BrokerOperator operator,
            List<SimulatedApplication> applications,
            NetworkWeather weather) {
        this.world = world;
        this.broker = broker;
        this.operator = operator;
        this.applications = applications;
        this.weather = weather;
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
        Runnable mending = cause(fault.kind(), applications.get(fault.subject() % applications.size()));
        world.director().schedule(fault.durationNs(), mending);
    }

    /** Lets it happen, and gives what mends it. */
    private Runnable cause(Fault.Kind kind, SimulatedApplication application) {
        SimulatedNetwork network = world.network();
        return switch (kind) {
            case KILL_BROKER -> mendedBy(operator::start, broker::kill);
            case KILL_BROKER_IN_APPEND -> mendedBy(this::surviveAndStart, this::dieInNextAppend);
            case STOP_BROKER -> mendedBy(operator::start, operator::stop);
            case PAUSE_BROKER -> ofBroker(process -> mendedBy(process::resume, process::pause));
            case LOSE_POWER -> mendedBy(operator::start, broker::losePower);
            case LOSE_POWER_BEFORE_FORCE -> mendedBy(this::surviveAndStart, this::losePowerBeforeForce);
            case KILL_PRODUCER -> mendedBy(application::restart, application::kill);
            case PAUSE_PRODUCER -> application.pause();
            case CUT_CONNECTIONS -> mendedBy(NOTHING, network::cutAll);
            case FLAKY_NETWORK -> weather.flaky();
            case LOST_ANSWERS -> weather.losingAnswers();
            case CLOGGED_NETWORK -> weather.clogged();
            case STALL_BROKER -> ofBroker(process -> mendedBy(() -> network.resume(process), () -> network.stall(process)));
            case REFUSE_CONNECTIONS -> ofBroker(process ->
                    mendedBy(() -> network.setRefusing(process, false), () -> network.setRefusing(process, true)));
            case SLOW_DISK -> ofBroker(process -> mendedBy(
                    () -> process.setWorkDelays(WORK_NS_MIN, WORK_NS_MAX),
                    () -> process.setWorkDelays(SLOW_WORK_NS_MIN, SLOW_WORK_NS_MAX)));
            case STALLING_DISK -> ofBroker(process -> mendedBy(
                    () -> process.setWorkStragglers(0, 0),
                    () -> process.setWorkStragglers(STRAGGLER_CHANCE, STRAGGLER_NS_MAX)));
            case FULL_DISK -> mendedBy(operator.diskTrouble(false), this::fillDisk);
            case FAILED_FORCE -> mendedBy(operator.diskTrouble(true), world.disk()::failNextForce);
            case FAILED_APPEND -> mendedBy(operator.diskTrouble(true), world.disk()::failNextAppend);
            case UNREADABLE_DISK -> mendedBy(operator.diskTrouble(true), () -> world.disk().failReads(true));
            case CLOCK_JUMP -> mendedBy(NOTHING, () -> jumpClocks(application));
        };
    }

    private static Runnable mendedBy(Runnable mending, Runnable fault) {
        fault.run();
        return mending;
    }

    /** What happens to the broker's process, if it has one. */
    private Runnable ofBroker(Function<VirtualProcess, Runnable> cause) {
        return broker.process().map(cause).orElse(NOTHING);
    }

    /** All of a batch may be there, and nobody was answered. */
    private void dieInNextAppend() {
        double storedShare = draw.chance(0.5) ? 1 : draw.random().nextDouble();
        world.disk().dieInNextAppend(storedShare, broker::kill);
    }

    private void losePowerBeforeForce() {
        world.disk().dieBeforeForce(path -> path.endsWith(".log"), broker::losePower);
    }

    /** What did not bring the broker's death does not bring it any more. */
    private void surviveAndStart() {
        world.disk().survive();
        operator.start();
    }

    private void fillDisk() {
        world.disk().limitSpace(world.disk().usedBytes() + draw.between(0, SPACE_LEFT_BYTES_MAX));
    }

    private void jumpClocks(SimulatedApplication application) {
        application.jumpWallClock(jumpMs());
        broker.process().ifPresent(process -> process.jumpWallClock(jumpMs()));
    }

    private long jumpMs() {
        return draw.between(-CLOCK_JUMP_MS_MAX, CLOCK_JUMP_MS_MAX);
    }
}
