package io.odradek.inmemory.quorum;

/**
 * How often what goes wrong.
 *
 * <p>Immutable. Chances are from 0 to 1.
 *
 * @param commitDelayNsMax a command is committed within so many nanoseconds after its submission
 * @param applyDelayNsMax a member applies what is committed within so many nanoseconds
 * @param lostChance the chance that a command is never committed and its submission times out
 * @param unansweredChance the chance that it is committed and its submission times out
 * @param twiceChance the chance that it is committed twice
 * @param lateChance the chance that it takes up to {@code lateNsMax} instead
 * @param lateNsMax to be longer than the submission's timeout, if what failed is to be committed later
 * @param outliveChance the chance of {@link QuorumWeather#outlives}
 */
public record QuorumFaults(
        long commitDelayNsMax,
        long applyDelayNsMax,
        double lostChance,
        double unansweredChance,
        double twiceChance,
        double lateChance,
        long lateNsMax,
        double outliveChance) {
    /** Refuses delays below zero and chances that are none. */
    public QuorumFaults {
        if (commitDelayNsMax < 0 || applyDelayNsMax < 0 || lateNsMax < 0) {
            throw new IllegalArgumentException("a delay is at least 0: " + commitDelayNsMax + ", " + applyDelayNsMax + ", " + lateNsMax);
        }
        checkChance("lostChance", lostChance);
        checkChance("unansweredChance", unansweredChance);
        checkChance("twiceChance", twiceChance);
        checkChance("lateChance", lateChance);
        checkChance("outliveChance", outliveChance);
    }

    /** Commands are committed and applied after some time, and nothing goes wrong. */
    public static QuorumFaults healthy(long commitDelayNsMax, long applyDelayNsMax) {
        return new QuorumFaults(commitDelayNsMax, applyDelayNsMax, 0, 0, 0, 0, 0, 0);
    }

    private static void checkChance(String name, double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException(name + " is from 0 to 1, not " + chance);
        }
    }
}
