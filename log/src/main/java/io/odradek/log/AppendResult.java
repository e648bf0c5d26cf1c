package io.odradek.log;

import io.odradek.api.ErrorCode;

/**
 * What became of an append.
 *
 * <p>Immutable.
 */
public sealed interface AppendResult {
    /**
     * The batches are in the log.
     *
     * @param firstOffset the offset of the first record; {@link #UNKNOWN_OFFSET} of a duplicate whose place is forgotten
     * @param endOffset the offset behind the last record, or one that is further behind where the place is forgotten
     * @param appendTimeMs the timestamp that the log gave to all records, −1 where they keep their own
     * @param duplicate whether they were in the log before, and nothing was appended now
     */
    record Appended(long firstOffset, long endOffset, long appendTimeMs, boolean duplicate) implements AppendResult {
        /** No offset. */
        public static final long UNKNOWN_OFFSET = -1;
    }

    /**
     * Nothing of the batches is in the log.
     *
     * @param error what the producer is told
     * @param reason a sentence with names and numbers
     */
    record Refused(ErrorCode error, String reason) implements AppendResult {}
}
