package io.odradek.inmemory.transport;

/**
 * How a simulated network behaves from now on.
 *
 * <p>Immutable.
 *
 * @param latencyNsMin the shortest time, in nanoseconds, anything takes from one end of a connection to the other
 * @param latencyNsMax the longest
 * @param cutChance the chance, from 0 to 1, that a frame is the one at which its connection is cut
 * @param answerCutChance the chance that a frame from the side that listens is the one, so that what it answers took effect
 * @param refuseChance the chance that an attempt to connect is refused
 * @param halfOpenChance the chance that an end of a cut connection is not told, until it sends
 */
public record NetworkFaults(
        long latencyNsMin,
        long latencyNsMax,
        double cutChance,
        double answerCutChance,
        double refuseChance,
        double halfOpenChance) {
    /** Refuses a latency that ends before it begins, and chances that are none. */
    public NetworkFaults {
        if (latencyNsMin < 0 || latencyNsMax < latencyNsMin) {
            throw new IllegalArgumentException("a latency cannot be from " + latencyNsMin + " to " + latencyNsMax + " ns");
        }
        checkChance("cutChance", cutChance);
        checkChance("answerCutChance", answerCutChance);
        checkChance("refuseChance", refuseChance);
        checkChance("halfOpenChance", halfOpenChance);
    }

    /** From 50 to 500 microseconds, and nothing goes wrong. */
    public static NetworkFaults none() {
        return healthy(50_000, 500_000);
    }

    /** Nothing goes wrong, with a latency from {@code latencyNsMin} to {@code latencyNsMax} nanoseconds. */
    public static NetworkFaults healthy(long latencyNsMin, long latencyNsMax) {
        return new NetworkFaults(latencyNsMin, latencyNsMax, 0, 0, 0, 0);
    }

    private static void checkChance(String name, double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException(name + " is from 0 to 1, not " + chance);
        }
    }
}
