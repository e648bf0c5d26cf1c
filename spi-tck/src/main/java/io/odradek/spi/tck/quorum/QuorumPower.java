package io.odradek.spi.tck.quorum;

import io.odradek.spi.runtime.RandomSource;

/**
 * How all nodes can lose power.
 *
 * <p>Confined to the test's thread.
 */
@FunctionalInterface
public interface QuorumPower {
    /** Ends every node that runs, as {@link QuorumNode#kill} does; {@code random} decides what survives of what was not forced. */
    void lose(RandomSource random);
}
