package io.odradek.log.internal.producer;

import io.odradek.api.ErrorCode;

/**
 * What a producer's state says of a batch.
 *
 * <p>Immutable.
 */
public sealed interface Verdict {
    /** It comes next. */
    record Next() implements Verdict {}

    /**
     * It was appended before.
     *
     * @param original the batch as it was appended
     */
    record Duplicate(BatchTrace original) implements Verdict {}

    /**
     * It was appended before, so long ago that its place is forgotten.
     *
     * @param endOffset an offset that it stands before
     */
    record Repeated(long endOffset) implements Verdict {}

    /**
     * It must not be appended.
     *
     * @param error what the producer is told
     * @param reason a sentence with the numbers
     */
    record Refused(ErrorCode error, String reason) implements Verdict {}
}
