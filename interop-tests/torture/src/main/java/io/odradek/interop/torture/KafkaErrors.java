package io.odradek.interop.torture;

import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.testkit.history.Outcome;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.Errors;

/**
 * What the errors of Kafka's producer say about a record.
 *
 * <p>Immutable. Its error is that of the last attempt alone, and an earlier one may have left the record in the log without an answer: a
 * NOT_LEADER_OR_FOLLOWER or NOT_ENOUGH_REPLICAS at the end, like any timeout and any lost connection, proves nothing. What is proved is that a
 * record is not in the log which was never given to a batch, or which is refused for what it is, by whichever attempt.
 */
final class KafkaErrors {
    private KafkaErrors() {}

    /**
     * A record's failure.
     *
     * @param withinSend whether it was told by {@code send} itself, before it returned
     */
    static Outcome failed(Exception error, boolean withinSend) {
        boolean absent = isRefusedForWhatItIs(error) || withinSend && error instanceof TimeoutException;
        return new Outcome.Failed(
                ErrorCode.of(Errors.forException(error).code()),
                absent ? Persistence.NOT_PERSISTED : Persistence.POSSIBLY_PERSISTED,
                String.valueOf(error.getMessage()));
    }

    private static boolean isRefusedForWhatItIs(Exception error) {
        return error instanceof RecordTooLargeException || error instanceof InvalidTopicException || error instanceof SerializationException;
    }
}
