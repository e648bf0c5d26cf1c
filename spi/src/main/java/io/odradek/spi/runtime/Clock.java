package io.odradek.spi.runtime;

/**
 * Two times: one that only goes forward, for deadlines, and one that people read.
 *
 * <p>Thread-safe.
 */
public interface Clock {
    /** Nanoseconds from an arbitrary origin; never goes back. Compare by subtraction only. */
    long nanoTime();

    /** Milliseconds since 1970; may jump either way. */
    long currentTimeMs();

    /** The machine's clock. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
