package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;

/**
 * What a producer is told of one partition.
 *
 * <p>Immutable.
 *
 * @param error {@link ErrorCode#NONE} when all that was required holds
 * @param message a sentence where there is an error, else empty
 * @param firstOffset the offset of the first record, −1 with an error
 * @param appendTimeMs the timestamp the broker gave, −1 where records keep their own
 * @param logStartOffset the first offset of the log, −1 with an error
 * @param invalidRecordIndex the record of the batch that is to blame for an error (KIP-467), −1 where none is
 */
public record AppendOutcome(
        ErrorCode error, String message, long firstOffset, long appendTimeMs, long logStartOffset, int invalidRecordIndex) {
    /** What was required holds. */
    public static AppendOutcome appended(long firstOffset, long appendTimeMs, long logStartOffset) {
        return new AppendOutcome(ErrorCode.NONE, "", firstOffset, appendTimeMs, logStartOffset, -1);
    }

    /** Whether what was required holds; clients take DUPLICATE_SEQUENCE_NUMBER for it, too. */
    public boolean isSuccess() {
        return error == ErrorCode.NONE || error == ErrorCode.DUPLICATE_SEQUENCE_NUMBER;
    }

    /** An error that one record of the batch is to blame for. */
    public static AppendOutcome failed(ErrorCode error, String message, int invalidRecordIndex) {
        return new AppendOutcome(error, message, -1, -1, -1, invalidRecordIndex);
    }

    /** An error. */
    public static AppendOutcome failed(ErrorCode error, String message) {
        return failed(error, message, -1);
    }
}
