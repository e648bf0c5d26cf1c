package io.odradek.testkit.cluster;

import io.odradek.inmemory.quorum.QuorumFaults;
import io.odradek.inmemory.quorum.QuorumWeather;
import io.odradek.inmemory.quorum.SharedQuorum;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.transport.NetworkFaults;
import io.odradek.testkit.world.Draw;
import io.odradek.testkit.world.SimulatedWorld;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets the faults of a plan happen, and mends them.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class ClusterFaults {
    private static final long NS_PER_MS = 1_000_000L;
    /** So little that a few at once stay below {@code message.timestamp.after.max.ms}. */
    private static final long CLOCK_JUMP_MS_MAX = 900_000;
    private static final Runnable NOTHING = () -> {};

    private final SimulatedWorld world;
    private final SharedQuorum quorum;
    private final QuorumWeather usualWeather;
    private final List<ClusterBroker> brokers;
    private final SimulatedOperator operator;
    private final NetworkFaults healthy;
    private final Draw draw;
    private final Links links;
    private final Leaders leaders;

    ClusterFaults(
            SimulatedWorld world,
            SharedQuorum quorum,
            QuorumWeather usualWeather,
            List<ClusterBroker> brokers,
            SimulatedOperator operator,
            NetworkFaults healthy) {
        this.world = world;
        this.quorum = quorum;
        this.usualWeather = usualWeather;
        this.brokers = List.copyOf(brokers);
        this.operator = operator;
        this.healthy = healthy;
        this.draw = new Draw(world.time().random("faults as they happen"));
        this.links = new Links(world.network(), brokers);
        this.leaders = new Leaders(brokers);
    }

    /** Puts every fault on the calendar. */
    void schedule(ClusterFaultPlan plan) {
        for (ClusterFault fault : plan.faults()) {
            world.director().schedule(fault.atNs() - world.time().nowNs(), () -> {
                world.time().note(fault.toString());
                world.director().schedule(fault.durationNs(), cause(fault));
            });
        }
    }

    /** Mends everything that a fault may have left. */
    void healAll() {
        quorum.setWeather(usualWeather);
        quorum.resume();
        world.network().setFaults(healthy);
        for (ClusterBroker broker : brokers) {
            quorum.heal(broker.id());
            broker.disk().mend();
            broker.start();
        }
    }

    /** Lets it happen, and gives what mends it. */
    private Runnable cause(ClusterFault fault) {
        ClusterBroker broker = brokers.get(fault.subject());
        ClusterBroker other = brokers.get((fault.subject() + fault.object()) % brokers.size());
        return switch (fault.kind()) {
            case KILL -> mendedBy(broker::start, broker::kill);
            case KILL_LEADER -> killed(leaders.ofFirstPartition());
            case KILL_QUORUM_LEADER -> killed(leaderOfQuorum());
            case KILL_NEXT_LEADER -> nextLeaderKilled();
            case ATTRITION -> mendedBy(() -> brokers.forEach(ClusterBroker::start), () -> killOneByOne(fault.durationNs()));
            case MOVE_LEADERS -> mendedBy(NOTHING, operator::electPreferred);
            case KILL_ALL -> mendedBy(() -> brokers.forEach(ClusterBroker::start), () -> brokers.forEach(ClusterBroker::kill));
            case STOP -> mendedBy(broker::start, broker::stop);
            case LOSE_POWER -> mendedBy(broker::start, broker::losePower);
            case WIPE -> mendedBy(broker::start, broker::wipe);
            case PAUSE -> ofProcess(broker, process -> mendedBy(process::resume, process::pause));
            case PART -> links.cut(List.of(broker), List.of(other), true);
            case PART_ONE_WAY -> links.cut(List.of(broker), List.of(other), false);
            case FLAP -> flapping(broker);
            case CUT_OFF -> mendedBy(() -> quorum.heal(broker.id()), () -> quorum.cutOff(broker.id()));
            case ISOLATE -> isolated(broker);
            case NO_MAJORITY -> mendedBy(quorum::resume, quorum::interrupt);
            case HAND_OVER -> mendedBy(NOTHING, quorum::handOver);
            case QUORUM_WEATHER -> mendedBy(() -> quorum.setWeather(usualWeather), this::badWeather);
            case CUT_CONNECTIONS -> mendedBy(NOTHING, world.network()::cutAll);
            case FLAKY_NETWORK -> mendedBy(() -> world.network().setFaults(healthy), this::flakyNetwork);
            case FULL_DISK -> mendedBy(broker.disk()::mend, () -> broker.disk()
                    .limitSpace(broker.disk().usedBytes() + draw.between(0, 20_000)));
            case SLOW_DISK -> ofProcess(broker, process -> mendedBy(
                    () -> process.setWorkDelays(10_000, NS_PER_MS),
                    () -> process.setWorkDelays(5 * NS_PER_MS, 300 * NS_PER_MS)));
            case CLOCK_JUMP -> ofProcess(broker, this::clockJumped);
        };
    }

    private Runnable nextLeaderKilled() {
        NextLeaderDies next = new NextLeaderDies(world.director(), draw, links, leaders, operator);
        next.begin();
        return next::mend;
    }

    private void killOneByOne(long durationNs) {
        for (ClusterBroker broker : brokers) {
            world.director().schedule(draw.between(0, durationNs - 1), broker::kill);
        }
    }

    private Runnable flapping(ClusterBroker broker) {
        Flap flap = new Flap(world.director(), draw, links, broker);
        flap.part();
        return flap::mend;
    }

    private static Runnable mendedBy(Runnable mending, Runnable fault) {
        fault.run();
        return mending;
    }

    private static Runnable killed(Optional<ClusterBroker> broker) {
        broker.ifPresent(ClusterBroker::kill);
        return () -> broker.ifPresent(ClusterBroker::start);
    }

    private static Runnable ofProcess(ClusterBroker broker, Function<VirtualProcess, Runnable> cause) {
        return broker.process().map(cause).orElse(NOTHING);
    }

    private Optional<ClusterBroker> leaderOfQuorum() {
        int leader = quorum.leadership().leaderId();
        return brokers.stream().filter(broker -> broker.id() == leader).findFirst();
    }

    private Runnable isolated(ClusterBroker broker) {
        Runnable joined = links.cutToOthers(broker);
        quorum.cutOff(broker.id());
        return () -> {
            joined.run();
            quorum.heal(broker.id());
        };
    }

    private Runnable clockJumped(VirtualProcess process) {
        long deltaMs = draw.between(-CLOCK_JUMP_MS_MAX, CLOCK_JUMP_MS_MAX);
        process.jumpWallClock(deltaMs);
        return () -> process.jumpWallClock(-deltaMs);
    }

    private void badWeather() {
        quorum.setWeather(QuorumWeather.of(
                new QuorumFaults(
                        NS_PER_MS * draw.oneOf(1, 50, 300),
                        NS_PER_MS * draw.oneOf(1, 50, 1_000),
                        draw.oneOf(0.0, 0.1),
                        draw.oneOf(0.0, 0.2),
                        draw.oneOf(0.0, 0.3),
                        draw.oneOf(0.0, 0.2),
                        NS_PER_MS * 3_000,
                        0.5),
                world.time().random("quorum weather")));
    }

    private void flakyNetwork() {
        world.network().setFaults(new NetworkFaults(
                healthy.latencyNsMin(), healthy.latencyNsMax() * draw.oneOf(2, 20), 0.03, 0.05, 0.05, 0.1));
    }
}
