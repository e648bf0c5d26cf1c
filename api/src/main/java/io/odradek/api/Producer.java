package io.odradek.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends records to a Kafka cluster.
 *
 * <p>Thread-safe; one is meant to be shared. {@code send} never waits for metadata or for the network. When the memory for waiting
 * records ({@code buffer.memory}) is used up it waits up to {@code max.block.ms}, 0 meaning not at all, and then fails that record with
 * {@link ErrorCode#BUFFER_EXHAUSTED}.
 *
 * @param <K> the key's type
 * @param <V> the value's type
 */
public interface Producer<K, V> extends AutoCloseable {
    /**
     * Sends a record. The future completes on the callback executor, with a {@link DeliveryException} (or another
     * {@link OdradekException}) when the record was not delivered. Cancelling it does not recall the record.
     */
    CompletableFuture<RecordMetadata> send(ProducerRecord<K, V> record);

    /** Sends a record and calls back once; cheaper than a future. */
    void send(ProducerRecord<K, V> record, DeliveryCallback callback);

    /** Completes when every record that was sent before this call has been acknowledged or has failed; lingers end at once. */
    CompletableFuture<Void> flush();

    /** The partitions of a topic as the cluster knows them; asks for them when they are not known yet. */
    CompletableFuture<List<PartitionInfo>> partitionsFor(String topic);

    /** What the producer has done so far, and how records spread over partitions. */
    ProducerMetrics metrics();

    /**
     * Delivers what it can within {@code timeout}, fails the rest, and lets go of connections, threads and memory. Idempotent. Called
     * from a callback it does not wait.
     */
    void close(Duration timeout);

    /** {@link #close(Duration)} with the delivery timeout as bound. */
    @Override
    void close();
}
