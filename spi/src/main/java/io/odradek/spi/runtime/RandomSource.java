package io.odradek.spi.runtime;

import java.util.UUID;

/**
 * Chance, and identities made of it: the one source of both for every engine and plug-in.
 *
 * <p>Thread-safe.
 */
public interface RandomSource {
    /** 64 random bits. */
    long nextLong();

    /** A number from 0 to {@code bound} − 1; {@code bound} is positive. */
    default int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound " + bound + " is not positive");
        }
        return (int) Math.floorMod(nextLong() >>> 1, (long) bound);
    }

    /** A number from 0 (included) to 1 (excluded). */
    default double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** A random UUID (RFC 9562, version 4). */
    default UUID nextUuid() {
        long high = (nextLong() & ~0xF000L) | 0x4000L;
        long low = (nextLong() & ~(0xC0L << 56)) | (0x80L << 56);
        return new UUID(high, low);
    }

    /** Unpredictable: seeded by the operating system. */
    static RandomSource system() {
        return SystemRandom.INSTANCE;
    }

    /** The same numbers for the same seed, in every JVM. */
    static RandomSource seeded(long seed) {
        return new SeededRandom(seed);
    }
}
