package io.odradek.testkit.world;

import io.odradek.inmemory.time.VirtualProcess;
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
    private final List<SimulatedApplication> applications;
    private final NetworkWeather weather;
    private final Draw draw;
    private int diskTroubleCount;
    private boolean restartWanted;

    FaultInjector(SimulatedWorld world, SimulatedBroker broker, List<SimulatedApplication> applications, long latencyNsMax) {
        this.world = world;
        this.broker = broker;
        this.applications = applications;
        this.weather = new NetworkWeather(world.network(), latencyNsMax);
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
        return switch (kind) {
            case KILL_BROKER -> {
                broker.kill();
                yield this::startBroker;
            }
            case KILL_BROKER_IN_APPEND -> {
                // All of a batch may be there, and nobody was answered.
                double storedShare = draw.chance(0.5) ? 1 : draw.random().nextDouble();
                world.disk().dieInNextAppend(storedShare, broker::kill);
                yield this::surviveAndStart;
            }
            case STOP_BROKER -> {
                stop();
                yield this::startBroker;
            }
            case PAUSE_BROKER -> ofBroker(process -> {
                process.pause();
                return process::resume;
            });
            case LOSE_POWER -> {
                broker.losePower();
                yield this::startBroker;
            }
            case LOSE_POWER_BEFORE_FORCE -> {
                world.disk().dieBeforeForce(path -> path.endsWith(".log"), broker::losePower);
                yield this::surviveAndStart;
            }
            case KILL_PRODUCER -> {
                application.kill();
                yield application::restart;
            }
            case PAUSE_PRODUCER -> application.pause();
            case CUT_CONNECTIONS -> {
                world.network().cutAll();
                yield NOTHING;
            }
            case FLAKY_NETWORK -> weather.flaky();
            case LOST_ANSWERS -> weather.losingAnswers();
            case CLOGGED_NETWORK -> weather.clogged();
            case STALL_BROKER -> ofBroker(process -> {
                world.network().stall(process);
                return () -> world.network().resume(process);
            });
            case REFUSE_CONNECTIONS -> ofBroker(process -> {
                world.network().setRefusing(process, true);
                return () -> world.network().setRefusing(process, false);
            });
            case SLOW_DISK -> ofBroker(process -> {
                process.setWorkDelays(SLOW_WORK_NS_MIN, SLOW_WORK_NS_MAX);
                return () -> process.setWorkDelays(WORK_NS_MIN, WORK_NS_MAX);
            });
            case STALLING_DISK -> ofBroker(process -> {
                process.setWorkStragglers(STRAGGLER_CHANCE, STRAGGLER_NS_MAX);
                return () -> process.setWorkStragglers(0, 0);
            });
            case FULL_DISK -> {
                world.disk().limitSpace(world.disk().usedBytes() + draw.between(0, SPACE_LEFT_BYTES_MAX));
                yield ofDisk(false);
            }
            case FAILED_FORCE -> {
                world.disk().failNextForce();
                yield ofDisk(true);
            }
            case FAILED_APPEND -> {
                world.disk().failNextAppend();
                yield ofDisk(true);
            }
            case UNREADABLE_DISK -> {
                world.disk().failReads(true);
                yield ofDisk(true);
            }
            case CLOCK_JUMP -> {
                application.jumpWallClock(jumpMs());
                yield ofBroker(process -> {
                    process.jumpWallClock(jumpMs());
                    return NOTHING;
                });
            }
        };
    }

    private long jumpMs() {
        return draw.between(-CLOCK_JUMP_MS_MAX, CLOCK_JUMP_MS_MAX);
    }

    /** What happens to the broker's process, if it has one. */
    private Runnable ofBroker(Function<VirtualProcess, Runnable> cause) {
        return broker.process().map(cause).orElse(NOTHING);
    }

    /** The disk is well again when all its troubles are over; then the broker is started again, if one of them asked for that. */
    private Runnable ofDisk(boolean restart) {
        diskTroubleCount++;
        restartWanted |= restart;
        return () -> {
            diskTroubleCount--;
            if (diskTroubleCount == 0) {
                world.disk().mend();
                mendBroker();
            }
        };
    }

    /** What an operator does when a disk is well again: a log that its disk failed takes nothing more until the broker is restarted. */
    private void mendBroker() {
        if (restartWanted) {
            restartWanted = false;
            broker.kill();
        }
        startBroker();
    }

    private void stop() {
        if (broker.isUp()) {
            broker.stop().whenComplete((done, failure) -> {
                if (failure != null) {
                    endOfNoUse("be stopped in good order", failure);
                }
            });
        }
    }

    /** What did not bring its death does not bring it any more. */
    private void surviveAndStart() {
        world.disk().survive();
        startBroker();
    }

    /** Starts the broker if it has no process: two faults may have taken it away together. */
    void startBroker() {
        if (!broker.hasProcess()) {
            broker.start().whenComplete((done, failure) -> {
                if (failure != null) {
                    endOfNoUse("be started", failure);
                }
            });
        }
    }

    /** While its disk is in trouble a broker may refuse; someone ends it then, and it is started again when that is over. */
    private void endOfNoUse(String what, Throwable failure) {
        if (diskTroubleCount == 0) {
            world.history().leftOver("the broker could not " + what + ": " + failure);
        } else {
            world.time().note("the broker could not " + what + ": " + failure);
        }
        world.director().execute(broker::kill);
    }
}
