package io.odradek.cli.torture;

import io.odradek.api.TopicPartition;
import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FinalLog;
import io.odradek.testkit.history.History;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.ProducerTraits;
import io.odradek.testkit.history.Sighting;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A history that several threads write, in real time: what is written first was first.
 *
 * <p>Thread-safe. Records that are seen as they were sent share their bytes with what was sent, so that memory goes by what was sent.
 */
public final class SharedHistory {
    private final long startNs = System.nanoTime();
    private final History history = new History(() -> System.nanoTime() - startNs);
    private final Map<Long, Content> sent = new HashMap<>();

    /** A producer that takes part. */
    public synchronized void producer(ProducerTraits traits) {
        history.producer(traits);
    }

    /** A record is about to be sent; the number must be new. */
    public synchronized void sending(long number, int producer, String topic, Content content) {
        sent.put(number, content);
        history.sending(number, producer, topic, null, content);
    }

    /** A callback was called. */
    public synchronized void completed(long number, Outcome outcome) {
        history.completed(number, outcome);
    }

    /** An attempt at a batch failed, and another may follow. */
    public synchronized void attemptFailed(int producer, TopicPartition partition, int attempt) {
        history.attemptFailed(producer, partition, attempt);
    }

    /** A reader saw a record. */
    public synchronized void seen(String reader, TopicPartition partition, long offset, Content content) {
        history.seen(reader, partition, offset, shared(content));
    }

    /** A record as the last reader of all found it. */
    synchronized Sighting found(String reader, TopicPartition partition, long offset, Content content) {
        return new Sighting(reader, partition, offset, shared(content), history.now());
    }

    private Content shared(Content content) {
        OptionalLong number = Evidence.number(content);
        Content known = number.isPresent() ? sent.get(number.getAsLong()) : null;
        return content.equals(known) ? known : content;
    }

    /** The last fault is over: from now on everything must work. */
    public synchronized void healed() {
        history.healed();
    }

    /** What a partition held in the end; to be told once per partition. */
    public synchronized void finalLog(FinalLog log) {
        history.finalLog(log);
    }

    /** Something that was not given back, not ended or not caught, as a sentence. */
    public synchronized void leftOver(String what) {
        history.leftOver(what);
    }

    /** What was written down so far, arranged to be asked. */
    public synchronized Evidence evidence() {
        return history.evidence();
    }
}
