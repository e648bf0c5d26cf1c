package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;

/**
 * An offset that was asked for.
 *
 * <p>Immutable.
 *
 * @param error {@link ErrorCode#NONE} unless the question cannot be answered
 * @param offset the offset, −1 when no record is meant
 * @param timestampMs the timestamp of its record, −1 where the question was not for one
 * @param leaderEpoch the epoch of the leader that appended it, −1 when unknown
 */
public record OffsetAnswer(ErrorCode error, long offset, long timestampMs, int leaderEpoch) {
    /** No answer. */
    public static OffsetAnswer failed(ErrorCode error) {
        return new OffsetAnswer(error, -1, -1, -1);
    }

    /** No such record. */
    public static OffsetAnswer none() {
        return new OffsetAnswer(ErrorCode.NONE, -1, -1, -1);
    }

    /** An offset without a timestamp. */
    public static OffsetAnswer at(long offset, int leaderEpoch) {
        return new OffsetAnswer(ErrorCode.NONE, offset, -1, leaderEpoch);
    }
}
