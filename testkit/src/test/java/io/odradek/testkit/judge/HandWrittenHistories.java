package io.odradek.testkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.api.TopicPartition;
import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.FinalLog;
import io.odradek.testkit.history.History;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.ProducerTraits;
import io.odradek.testkit.history.Sighting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;

/** Writes histories by hand, for a judge to look at. */
abstract class HandWrittenHistories {
    static final TopicPartition P0 = new TopicPartition("events", 0);
    static final TopicPartition P1 = new TopicPartition("events", 1);
    static final int FORCING = 4;
    /** These two tell neither of their attempts nor in order. */
    static final int SILENT = 5;
    static final int SILENT_IDEMPOTENT = 6;

    static final long SECOND_NS = 1_000_000_000L;

    Judge judge = Judge.ofEverything();
    final Map<TopicPartition, List<Sighting>> logs = new TreeMap<>();
    History history;
    long nowNs;

    @BeforeEach
    void start() {
        history = new History(() -> nowNs);
        history.producer(new ProducerTraits(1, true, false, true, 5, 10 * SECOND_NS, ProducerTraits.Telling.ALL));
        history.producer(new ProducerTraits(2, true, false, false, 5, 10 * SECOND_NS, ProducerTraits.Telling.ALL));
        history.producer(new ProducerTraits(FORCING, true, true, false, 5, 10 * SECOND_NS, ProducerTraits.Telling.ALL));
        history.producer(new ProducerTraits(3, true, false, false, 1, 10 * SECOND_NS, ProducerTraits.Telling.ALL));
        history.producer(new ProducerTraits(SILENT, true, false, false, 5, 10 * SECOND_NS, new ProducerTraits.Telling(false, false)));
        history.producer(new ProducerTraits(SILENT_IDEMPOTENT, true, false, true, 5, 10 * SECOND_NS, new ProducerTraits.Telling(false, false)));
    }

    final void assertRejected(String invariant, String... words) {
        List<Violation> violations = verdict().violations();
        assertThat(violations).as("complaints").isNotEmpty().allSatisfy(violation -> assertThat(violation.invariant())
                .isEqualTo(invariant));
        assertThat(violations.get(0).complaint()).contains(words);
    }

    final Verdict verdict() {
        logs.forEach((partition, records) -> history.finalLog(new FinalLog(
                partition,
                records.isEmpty() ? 0 : records.get(0).offset(),
                records.isEmpty() ? 0 : records.get(records.size() - 1).offset() + 1,
                records)));
        return judge.judge(history.evidence());
    }

    final void sendAndAcknowledge(int producer, long number, TopicPartition partition, long offset) {
        send(producer, number);
        store(partition, offset, content(number));
        acknowledge(number, partition, offset);
    }

    final void send(int producer, long number) {
        history.sending(number, producer, "events", null, content(number));
    }

    final void acknowledge(long number, TopicPartition partition, long offset) {
        history.completed(number, new Outcome.Acknowledged(partition, offset));
    }

    final void fail(long number, Persistence persistence) {
        history.completed(number, new Outcome.Failed(ErrorCode.DELIVERY_TIMED_OUT, persistence, "it took too long"));
    }

    final void see(String reader, TopicPartition partition, long offset, Content content) {
        history.seen(reader, partition, offset, content);
    }

    final void store(TopicPartition partition, long offset, Content content) {
        logs.computeIfAbsent(partition, absent -> new ArrayList<>())
                .add(new Sighting("auditor", partition, offset, content, history.now()));
    }

    /** All have one key. */
    static Content content(long number) {
        return new Content(new byte[] {7}, ByteBuffer.allocate(12).putLong(number).array(), List.of());
    }
}
