package io.odradek.testkit.cluster;

import io.odradek.inmemory.quorum.QuorumFaults;
import io.odradek.inmemory.quorum.QuorumWeather;
import io.odradek.inmemory.quorum.SharedQuorum;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.transport.NetworkFaults;
import io.odradek.testkit.world.Draw;
import io.odradek.testkit.world.SimulatedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lets the faults of a plan happen, and mends them.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class ClusterFaults {
    private static final long NS_PER_MS = 1_000_000L;
    private static final long CLOCK_JUMP_MS_MAX = 1_500_000;
    private static final long LOOK_NS = 5 * NS_PER_MS;
    private static final long NEXT_LEADER_NS_MAX = 100 * NS_PER_MS;
    private static final long ALONE_NS_MAX = 500 * NS_PER_MS;
    private static final long FLAP_NS_MAX = 1_000 * NS_PER_MS;
    private static final Runnable NOTHING = () -> {};

    private final SimulatedWorld world;
    private final SharedQuorum quorum;
    private final QuorumWeather usualWeather;
    private final List<ClusterBroker> brokers;
    private final SimulatedOperator operator;
    private final NetworkFaults healthy;
    private final Draw draw;

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
            case KILL_LEADER -> killed(leaderOfFirstPartition());
            case KILL_QUORUM_LEADER -> killed(leaderOfQuorum());
            case KILL_NEXT_LEADER -> nextLeaderKilled();
            case ATTRITION -> mendedBy(() -> brokers.forEach(ClusterBroker::start), () -> killOneByOne(fault.durationNs()));
            case MOVE_LEADERS -> mendedBy(NOTHING, operator::electPreferred);
            case KILL_ALL -> mendedBy(() -> brokers.forEach(ClusterBroker::start), () -> brokers.forEach(ClusterBroker::kill));
            case STOP -> mendedBy(broker::start, broker::stop);
            case LOSE_POWER -> mendedBy(broker::start, broker::losePower);
            case WIPE -> mendedBy(broker::start, broker::wipe);
            case PAUSE -> ofProcess(broker, process -> mendedBy(process::resume, process::pause));
            case PART -> parted(List.of(broker), List.of(other), true);
            case PART_ONE_WAY -> parted(List.of(broker), List.of(other), false);
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
            case CLOCK_JUMP -> ofProcess(broker, process -> mendedBy(
                    NOTHING, () -> process.jumpWallClock(draw.between(-CLOCK_JUMP_MS_MAX, CLOCK_JUMP_MS_MAX))));
        };
    }

    /** Looks until somebody leads the first partition who did not before, and kills him a moment later. */
    private Runnable nextLeaderKilled() {
        NextLeader next = new NextLeader(leaderOfFirstPartition());
        operator.electPreferred();
        next.look();
        return next::mend;
    }

    private void killOneByOne(long durationNs) {
        for (ClusterBroker broker : brokers) {
            world.director().schedule(draw.between(0, durationNs - 1), broker::kill);
        }
    }

    private Runnable flapping(ClusterBroker broker) {
        Flap flap = new Flap(broker);
        flap.part();
        return flap::mend;
    }

    private final class Flap {
        private final ClusterBroker broker;
        private Runnable mending = NOTHING;
        private boolean mended;

        Flap(ClusterBroker broker) {
            this.broker = broker;
        }

        void part() {
            if (!mended) {
                mending = parted(List.of(broker), others(broker), true);
                world.director().schedule(draw.between(NS_PER_MS, FLAP_NS_MAX), this::join);
            }
        }

        void join() {
            mending.run();
            mending = NOTHING;
            if (!mended) {
                world.director().schedule(draw.between(NS_PER_MS, FLAP_NS_MAX), this::part);
            }
        }

        void mend() {
            mended = true;
            join();
        }
    }

    private final class NextLeader {
        private final Optional<ClusterBroker> before;
        private Optional<ClusterBroker> victim = Optional.empty();
        private Runnable joining = NOTHING;
        private boolean mended;

        NextLeader(Optional<ClusterBroker> before) {
            this.before = before;
        }

        void look() {
            Optional<ClusterBroker> now = leaderOfFirstPartition();
            if (mended) {
                return;
            }
            if (now.isPresent() && !now.equals(before)) {
                victim = now;
                boolean alone = draw.chance(0.5);
                joining = alone ? parted(List.of(now.get()), others(now.get()), true) : NOTHING;
                world.director().schedule(draw.between(0, alone ? ALONE_NS_MAX : NEXT_LEADER_NS_MAX), () -> {
                    if (!mended) {
                        now.get().kill();
                    }
                });
            } else {
                world.director().schedule(LOOK_NS, this::look);
            }
        }

        void mend() {
            mended = true;
            joining.run();
            victim.ifPresent(ClusterBroker::start);
        }
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

    private Optional<ClusterBroker> leaderOfFirstPartition() {
        return brokers.stream()
                .filter(broker -> broker.engine()
                        .filter(engine -> engine.replicas().stream().anyMatch(each -> each.leads() && each.id().partition() == 0))
                        .isPresent())
                .findFirst();
    }

    private Optional<ClusterBroker> leaderOfQuorum() {
        int leader = quorum.leadership().leaderId();
        return brokers.stream().filter(broker -> broker.id() == leader).findFirst();
    }

    private Runnable isolated(ClusterBroker broker) {
        Runnable joined = parted(List.of(broker), others(broker), true);
        quorum.cutOff(broker.id());
        return () -> {
            joined.run();
            quorum.heal(broker.id());
        };
    }

    private List<ClusterBroker> others(ClusterBroker broker) {
        return brokers.stream().filter(each -> each != broker).toList();
    }

    private Runnable parted(List<ClusterBroker> ones, List<ClusterBroker> others, boolean bothWays) {
        List<Runnable> mendings = new ArrayList<>();
        for (ClusterBroker one : ones) {
            for (ClusterBroker other : others) {
                if (one.process().isPresent() && other.process().isPresent()) {
                    VirtualProcess from = one.process().get();
                    VirtualProcess to = other.process().get();
                    block(from, to, mendings::add);
                    if (bothWays) {
                        block(to, from, mendings::add);
                    }
                }
            }
        }
        return () -> mendings.forEach(Runnable::run);
    }

    private void block(VirtualProcess from, VirtualProcess to, Consumer<Runnable> mendings) {
        world.network().block(from, to);
        mendings.accept(() -> world.network().unblock(from, to));
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
