package io.odradek.testkit.world;

import io.odradek.inmemory.transport.NetworkFaults;
import io.odradek.inmemory.transport.SimulatedNetwork;

/**
 * How the network is, when several troubles of it overlap.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class NetworkWeather {
    private static final double CUT_CHANCE = 0.02;
    private static final double ANSWER_CUT_CHANCE = 0.1;
    private static final double REFUSE_CHANCE = 0.1;
    private static final double HALF_OPEN_CHANCE = 0.2;

    private static final long CLOG_NS_MAX = 3_000_000_000L;

    private final SimulatedNetwork network;
    private final long latencyNsMax;
    private int flakyCount;
    private int answerLosingCount;
    private int clogCount;

    NetworkWeather(SimulatedNetwork network, long latencyNsMax) {
        this.network = network;
        this.latencyNsMax = latencyNsMax;
    }

    /** From now on any frame may be the last of its connection; gives the end of that. */
    Runnable flaky() {
        flakyCount++;
        settle();
        return () -> {
            flakyCount--;
            settle();
        };
    }

    /** From now on any answer may be the last of its connection; gives the end of that. */
    Runnable losingAnswers() {
        answerLosingCount++;
        settle();
        return () -> {
            answerLosingCount--;
            settle();
        };
    }

    /** From now on frames may stay in their sender's memory for a while; gives the end of that. */
    Runnable clogged() {
        clogCount++;
        settle();
        return () -> {
            clogCount--;
            settle();
        };
    }

    private void settle() {
        network.clog(clogCount > 0 ? CLOG_NS_MAX : 0);
        NetworkFaults healthy = SimulatedWorld.healthy(latencyNsMax);
        boolean flaky = flakyCount > 0;
        network.setFaults(new NetworkFaults(
                healthy.latencyNsMin(),
                healthy.latencyNsMax(),
                flaky ? CUT_CHANCE : 0,
                answerLosingCount > 0 ? ANSWER_CUT_CHANCE : 0,
                flaky ? REFUSE_CHANCE : 0,
                flaky || answerLosingCount > 0 ? HALF_OPEN_CHANCE : 0));
    }
}
