package io.odradek.spi.tck.storage;

import io.odradek.spi.runtime.RandomSource;

/**
 * How a storage under test can crash.
 *
 * <p>Caller synchronises: the contract calls it while no operation runs. After either call the handles are dead, and the contract opens
 * the same directory again.
 */
public interface CrashModel {
    /** The process dies. */
    void crashProcess();

    /** The machine loses power; {@code random} decides what survives of what was not forced. */
    void losePower(RandomSource random);
}
