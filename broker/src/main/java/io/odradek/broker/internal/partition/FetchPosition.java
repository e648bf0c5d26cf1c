package io.odradek.broker.internal.partition;

/**
 * From where a follower fetches.
 *
 * <p>Immutable.
 *
 * @param leaderEpoch the epoch in which it follows
 * @param offset where its log ends
 * @param lastEpoch the epoch of its last record, −1 when it has none
 * @param logStartOffset where its log starts
 */
public record FetchPosition(int leaderEpoch, long offset, int lastEpoch, long logStartOffset) {}
