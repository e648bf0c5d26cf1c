package io.odradek.cli.command;

import io.odradek.api.DeliveryCallback;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.PartitionInfo;
import io.odradek.api.Producer;
import io.odradek.api.ProducerMetrics;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.TopicPartition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Acknowledges at once, or holds acknowledgements back until it is closed. Thread-safe. */
final class ManualProducer implements Producer<byte[], byte[]> {
    private final boolean holding;
    private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    private final Queue<DeliveryCallback> held = new ArrayDeque<>();
    private final CompletableFuture<Void> firstSend = new CompletableFuture<>();
    private int failEvery = Integer.MAX_VALUE;
    private boolean closed;

    ManualProducer(boolean holding) {
        this.holding = holding;
    }

    ManualProducer failEvery(int every) {
        failEvery = every;
        return this;
    }

    synchronized List<ProducerRecord<byte[], byte[]>> sent() {
        return List.copyOf(sent);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    CompletableFuture<Void> firstSend() {
        return firstSend;
    }

    @Override
    public synchronized void send(ProducerRecord<byte[], byte[]> record, DeliveryCallback callback) {
        sent.add(record);
        if (holding) {
            held.add(callback);
        } else if (sent.size() % failEvery == 0) {
            callback.completed(null, new OdradekException(ErrorCode.MESSAGE_TOO_LARGE, "the record is too large"));
        } else {
            callback.completed(new RecordMetadata(new TopicPartition(record.topic(), sent.size() % 2), sent.size() / 2, 0, 10), null);
        }
        firstSend.complete(null);
    }

    @Override
    public CompletableFuture<Void> flush() {
        return holding ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void close(Duration timeout) {
        closed = true;
        for (DeliveryCallback callback = held.poll(); callback != null; callback = held.poll()) {
            callback.completed(null, new OdradekException(ErrorCode.CLOSED, "the producer was closed"));
        }
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    @Override
    public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<PartitionInfo>> partitionsFor(String topic) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ProducerMetrics metrics() {
        return new ProducerMetrics(0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of());
    }
}
