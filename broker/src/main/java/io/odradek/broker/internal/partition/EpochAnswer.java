package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import io.odradek.log.EpochEnd;

/**
 * Where an epoch ends, or why that is not told.
 *
 * <p>Immutable.
 *
 * @param error {@link ErrorCode#NONE} when it is told
 * @param end the end; of epoch −1 when none is known
 */
public record EpochAnswer(ErrorCode error, EpochEnd end) {
    /** No answer. */
    public static EpochAnswer failed(ErrorCode error) {
        return new EpochAnswer(error, new EpochEnd(-1, -1));
    }
}
