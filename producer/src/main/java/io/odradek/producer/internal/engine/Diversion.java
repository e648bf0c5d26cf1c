package io.odradek.producer.internal.engine;

import io.odradek.api.Header;
import io.odradek.api.OdradekException;
import io.odradek.api.PluginException;
import io.odradek.api.TopicPartition;
import io.odradek.producer.internal.accumulate.Accumulator;
import io.odradek.producer.internal.accumulate.KnownTopic;
import io.odradek.producer.internal.accumulate.WaitingRecord;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.batch.SerialisedRecord;
import io.odradek.producer.internal.completion.FlushBarrier;
import io.odradek.producer.internal.send.BatchSplitter;
import io.odradek.producer.internal.send.Completions;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends the records of a batch that failed to another topic, with headers that tell where they come from and why.
 *
 * <p>Thread-safe. Whoever sent the records is told of the other topic's offset.
 */
final class Diversion {
    static final String HEADER_TOPIC = "odradek.origin.topic";
    static final String HEADER_PARTITION = "odradek.origin.partition";
    static final String HEADER_ERROR = "odradek.origin.error";

    private final Accumulator accumulator;
    private final Completions completions;
    private final Optional<CompressionCodec> codec;

    Diversion(Accumulator accumulator, Completions completions, Optional<CompressionCodec> codec) {
        this.accumulator = accumulator;
        this.completions = completions;
        this.codec = codec;
    }

    void divert(Batch batch, String topic, OdradekException reason) {
        List<Header> origin = origin(batch.partition(), reason);
        List<SerialisedRecord> records;
        try {
            records = BatchSplitter.records(batch, codec);
        } catch (RuntimeException | Error unreadable) {
            completions.fail(batch, new PluginException("the records of a batch for " + batch.partition()
                    + " could not be read again to send them to topic " + topic + ": " + unreadable, unreadable));
            return;
        }
        for (SerialisedRecord record : records) {
            List<Header> headers = new ArrayList<>(record.headers());
            headers.addAll(origin);
            send(
                    topic,
                    new SerialisedRecord(record.timestampMs(), record.key(), record.value(), headers, record.listener()),
                    batch.hold().join());
        }
        batch.memory().done();
        batch.hold().leave();
    }

    private static List<Header> origin(TopicPartition from, OdradekException reason) {
        return List.of(
                new Header(HEADER_TOPIC, from.topic().getBytes(StandardCharsets.UTF_8)),
                new Header(HEADER_PARTITION, Integer.toString(from.partition()).getBytes(StandardCharsets.UTF_8)),
                new Header(HEADER_ERROR, reason.code().name().getBytes(StandardCharsets.UTF_8)));
    }

    private void send(String topic, SerialisedRecord record, FlushBarrier.Generation hold) {
        WaitingRecord waiting = accumulator.waitingFromNow(record, hold);
        try {
            while (true) {
                KnownTopic known = accumulator.topic(topic).known();
                if (known != null) {
                    accumulator.place(known, waiting);
                    return;
                }
                if (accumulator.awaitTopic(topic, waiting)) {
                    return;
                }
                if (accumulator.topic(topic).known() == null) {
                    throw Accumulator.closed();
                }
            }
        } catch (OdradekException refused) {
            completions.failOne(record.listener(), refused, hold);
        }
    }
}
