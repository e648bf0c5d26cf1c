package io.odradek.testkit.world;

/**
 * Starts and stops the broker as its operator would: again whenever it is down, and anew when a disk that failed is well again.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class BrokerOperator {
    private final SimulatedWorld world;
    private final SimulatedBroker broker;
    private int diskTroubleCount;
    private boolean restartWanted;

    BrokerOperator(SimulatedWorld world, SimulatedBroker broker) {
        this.world = world;
        this.broker = broker;
    }

    /** Starts the broker if it has no process: two faults may have taken it away together. */
    void start() {
        if (!broker.hasProcess()) {
            broker.start().whenComplete((done, failure) -> {
                if (failure != null) {
                    endOfNoUse("be started", failure);
                }
            });
        }
    }

    /** Stops the broker in good order, if it is up. */
    void stop() {
        if (broker.isUp()) {
            broker.stop().whenComplete((done, failure) -> {
                if (failure != null) {
                    endOfNoUse("be stopped in good order", failure);
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

    /**
     * The disk is in trouble; gives the end of that. When all its troubles are over the disk is well, and the broker is started again if one of
     * them asked for that: a log that its disk failed takes nothing more until then.
     */
    Runnable diskTrouble(boolean restart) {
        diskTroubleCount++;
        restartWanted |= restart;
        return () -> {
            diskTroubleCount--;
            if (diskTroubleCount == 0) {
                world.disk().mend();
                if (restartWanted) {
                    restartWanted = false;
                    broker.kill();
                }
                start();
            }
        };
    }
}
