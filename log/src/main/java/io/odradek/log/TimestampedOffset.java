package io.odradek.log;

/**
 * A record found by its timestamp.
 *
 * <p>Immutable.
 *
 * @param offset its offset
 * @param timestampMs its timestamp
 * @param leaderEpoch the epoch of the leader that appended it
 */
public record TimestampedOffset(long offset, long timestampMs, int leaderEpoch) {}
