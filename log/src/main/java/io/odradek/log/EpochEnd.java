package io.odradek.log;

/**
 * Where a leader epoch ends in a log: what a replica compares with its own in order to find where two logs part (KIP-101, KIP-279).
 *
 * <p>Immutable.
 *
 * @param epoch the epoch, −1 when none is known that is early enough
 * @param endOffset the offset behind its last record, −1 without an epoch
 */
public record EpochEnd(int epoch, long endOffset) {
    /** Nothing is known of the epoch that was asked for, nor of one before it. */
    public static final EpochEnd UNKNOWN = new EpochEnd(-1, -1);
}
