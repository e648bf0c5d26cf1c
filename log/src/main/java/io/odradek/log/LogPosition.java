package io.odradek.log;

/**
 * What a log must find again after a crash.
 *
 * <p>Immutable.
 *
 * @param logStartOffset no record before it is shown
 * @param recoveryPoint all before it was forced to disk, and is never cut
 */
public record LogPosition(long logStartOffset, long recoveryPoint) {}
