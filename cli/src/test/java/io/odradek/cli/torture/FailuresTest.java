package io.odradek.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.api.TopicPartition;
import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.History;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.ProducerTraits;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final History history = new History(() -> 0);

    @BeforeEach
    void begin() {
        for (int producer = 7; producer <= 8; producer++) {
            history.producer(new ProducerTraits(producer, true, false, false, 5, 1, ProducerTraits.Telling.ALL));
        }
    }

    @Test
    void of_sendsThatFailedAlike_areOneSentence() {
        complete(1, 7, failed(ErrorCode.DELIVERY_TIMED_OUT, "too late"));
        complete(2, 7, failed(ErrorCode.DELIVERY_TIMED_OUT, "too late again"));
        complete(3, 8, failed(ErrorCode.DELIVERY_TIMED_OUT, "too late as well"));
        complete(4, 7, failed(ErrorCode.MESSAGE_TOO_LARGE, "too large"));

        assertThat(Failures.of(history.evidence()))
                .containsExactly(
                        "2 failed with DELIVERY_TIMED_OUT, the first of them record 1 of producer 7, sent at 0.000000 s: too late",
                        "1 failed with DELIVERY_TIMED_OUT, the first of them record 3 of producer 8, sent at 0.000000 s: too late as well",
                        "1 failed with MESSAGE_TOO_LARGE, the first of them record 4 of producer 7, sent at 0.000000 s: too large");
    }

    @Test
    void of_everythingAcknowledged_isNothing() {
        complete(1, 7, new Outcome.Acknowledged(new TopicPartition("t", 0), 0));

        assertThat(Failures.of(history.evidence())).isEmpty();
    }

    private void complete(long number, int producer, Outcome outcome) {
        history.sending(number, producer, "t", null, new Content(null, new byte[8], List.of()));
        history.completed(number, outcome);
    }

    private static Outcome failed(ErrorCode code, String message) {
        return new Outcome.Failed(code, Persistence.POSSIBLY_PERSISTED, message);
    }
}
