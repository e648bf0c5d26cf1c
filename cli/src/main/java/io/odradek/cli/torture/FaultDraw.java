package io.odradek.cli.torture;

import java.time.Duration;
import java.util.Random;

/**
 * Draws faults from a seed: the same ones in the same order for the same seed. When processes feel them is another matter.
 *
 * <p>Confined to one thread.
 */
public final class FaultDraw {
    private static final double LEADER_CHANCE = 0.35;
    private static final int HELD_MS_MIN = 200;
    private static final int HELD_MS_MAX = 8_000;
    private static final int CALM_MS_MIN = 300;
    private static final int CALM_MS_MAX = 6_000;

    private final Random random;
    private final int brokerCount;

    /** Faults for so many brokers. */
    public FaultDraw(long seed, int brokerCount) {
        this.random = new Random(seed);
        this.brokerCount = brokerCount;
    }

    /** The next one. */
    public Fault next() {
        FaultKind kind = kind();
        boolean onLeader = random.nextDouble() < LEADER_CHANCE;
        int broker = random.nextInt(brokerCount);
        return new Fault(kind, onLeader, broker, between(HELD_MS_MIN, HELD_MS_MAX), between(CALM_MS_MIN, CALM_MS_MAX));
    }

    private FaultKind kind() {
        int total = 0;
        for (FaultKind kind : FaultKind.values()) {
            total += kind.weight();
        }
        int drawn = random.nextInt(total);
        for (FaultKind kind : FaultKind.values()) {
            drawn -= kind.weight();
            if (drawn < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("weights that sum up to " + total + " do not");
    }

    /** Short ones are as likely as long ones: what happens just before and just behind a timeout is worth a look. */
    private Duration between(int minMs, int maxMs) {
        double ratio = (double) maxMs / minMs;
        return Duration.ofMillis(Math.round(minMs * Math.pow(ratio, random.nextDouble())));
    }
}
