package io.odradek.interop.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.testkit.history.Outcome;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaErrorsTest {
    static Stream<Exception> lastOnesOfSeveral() {
        return Stream.of(
                new TimeoutException("Expiring 3 record(s)"),
                new DisconnectException(),
                new NetworkException(),
                new NotLeaderOrFollowerException(),
                new NotEnoughReplicasException(),
                new NotEnoughReplicasAfterAppendException("too few"),
                new OutOfOrderSequenceException("a gap"),
                new UnknownTopicOrPartitionException(),
                new KafkaException("unforeseen"));
    }

    @ParameterizedTest
    @MethodSource("lastOnesOfSeveral")
    void failed_attemptsBeforeMayHaveBeenStored_provesNothing(Exception error) {
        assertThat(persistence(error, false)).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    }

    static Stream<Exception> whatTheRecordIs() {
        return Stream.of(new RecordTooLargeException("too large"), new InvalidTopicException("a b"), new SerializationException("no bytes"));
    }

    @ParameterizedTest
    @MethodSource("whatTheRecordIs")
    void failed_recordIsRefusedForWhatItIs_isAbsent(Exception error) {
        assertThat(persistence(error, false)).isEqualTo(Persistence.NOT_PERSISTED);
        assertThat(persistence(error, true)).isEqualTo(Persistence.NOT_PERSISTED);
    }

    @Test
    void failed_timeoutWithinSend_neverCameToABatch() {
        assertThat(persistence(new TimeoutException("not present in metadata after 10000 ms"), true)).isEqualTo(Persistence.NOT_PERSISTED);
        assertThat(persistence(new BufferExhaustedException("no memory"), true)).isEqualTo(Persistence.NOT_PERSISTED);
    }

    /** An idempotent producer that cannot go on says so within send, behind the point where the record was put into a batch. */
    @Test
    void failed_anythingElseWithinSend_provesNothing() {
        assertThat(persistence(new OutOfOrderSequenceException("a gap"), true)).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    }

    @Test
    void failed_errorOfTheWire_keepsItsCodeAndSentence() {
        assertThat(KafkaErrors.failed(new NotEnoughReplicasException("one of two"), false))
                .isEqualTo(new Outcome.Failed(ErrorCode.NOT_ENOUGH_REPLICAS, Persistence.POSSIBLY_PERSISTED, "one of two"));
    }

    private static Persistence persistence(Exception error, boolean withinSend) {
        return ((Outcome.Failed) KafkaErrors.failed(error, withinSend)).persistence();
    }
}
