package io.odradek.testkit.history;

import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.api.TopicPartition;

/**
 * What a producer told of a record.
 *
 * <p>Immutable.
 */
public sealed interface Outcome {
    /**
     * It was acknowledged.
     *
     * @param partition where it stands
     * @param offset its offset there, or {@link io.odradek.api.RecordMetadata#UNKNOWN_OFFSET}
     */
    record Acknowledged(TopicPartition partition, long offset) implements Outcome {
        /** Whether the broker told where it stands. */
        public boolean hasOffset() {
            return offset >= 0;
        }
    }

    /**
     * It was not.
     *
     * @param code the error
     * @param persistence whether it may be in the log all the same
     * @param message the sentence that came with it
     */
    record Failed(ErrorCode code, Persistence persistence, String message) implements Outcome {}
}
