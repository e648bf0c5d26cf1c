package io.odradek.inmemory.quorum;

import io.odradek.spi.runtime.RandomSource;

/**
 * What goes wrong in a {@link SharedQuorum}: it is asked at each submission and at each delivery.
 *
 * <p>Called by one thread at a time, while the quorum is held: it must not call the quorum.
 */
public interface QuorumWeather {
    /** What becomes of a command that a member submits now, as long as the quorum can be reached. */
    SubmitFate onSubmit(int nodeId);

    /** How many nanoseconds after it could have, a member applies what is committed now, or hears who leads now. */
    long applyDelayNs(int nodeId);

    /**
     * Whether a command is committed all the same, once the quorum can: its submission failed or was given up meanwhile, or its member died,
     * was closed or was cut off when the command was under way.
     */
    boolean outlives(int nodeId);

    /** Nothing is late, nothing is lost, and what failed is not committed. */
    static QuorumWeather calm() {
        return CalmWeather.INSTANCE;
    }

    /** As these faults say, drawn from {@code random}. */
    static QuorumWeather of(QuorumFaults faults, RandomSource random) {
        return new SeededWeather(faults, random);
    }
}
