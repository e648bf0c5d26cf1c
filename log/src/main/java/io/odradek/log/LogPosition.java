package io.odradek.log;

/**
 * What a log must find again after a crash.
 *
 * <p>Immutable.
 *
 * @param logStartOffset no record before it is shown
 * @param recoveryPoint all before it was forced to disk, and is never cut
 * @param highWatermark records below it were shown to readers; {@link #NO_HIGH_WATERMARK} where that was never held
 */
public record LogPosition(long logStartOffset, long recoveryPoint, long highWatermark) {
    /** The high watermark of a log that shows whatever it has. */
    public static final long NO_HIGH_WATERMARK = -1;

    /** The position of a log that shows whatever it has. */
    public LogPosition(long logStartOffset, long recoveryPoint) {
        this(logStartOffset, recoveryPoint, NO_HIGH_WATERMARK);
    }
}
