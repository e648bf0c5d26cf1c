package io.odradek.producer;

import io.odradek.api.DeliveryCallback;
import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.PartitionInfo;
import io.odradek.api.Persistence;
import io.odradek.api.Producer;
import io.odradek.api.ProducerMetrics;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.producer.internal.batch.SerialisedRecord;
import io.odradek.producer.internal.config.EngineSettingsReader;
import io.odradek.producer.internal.engine.EngineParts;
import io.odradek.producer.internal.engine.EngineSettings;
import io.odradek.producer.internal.engine.ProducerEngine;
import io.odradek.spi.plugin.PluginContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The producer.
 *
 * <p>Thread-safe; one is meant to be shared. {@link #create} makes one with threads and connections of its own, {@link #assemble} one that
 * lives in a world that is given. Without idempotence and with more than one request in flight, a retry may change the order of records, as
 * with Kafka's own client.
 *
 * @param <K> the key's type
 * @param <V> the value's type
 */
public final class OdradekProducer<K, V> implements Producer<K, V> {
    private final ProducerEngine engine;
    private final Serializer<K> keySerializer;
    private final Serializer<V> valueSerializer;
    private final OwnedParts owned;
    private final Duration closeTimeout;

    private OdradekProducer(
            ProducerEngine engine,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer,
            OwnedParts owned,
            Duration closeTimeout) {
        this.engine = engine;
        this.keySerializer = keySerializer;
        this.valueSerializer = valueSerializer;
        this.owned = owned;
        this.closeTimeout = closeTimeout;
    }

    /**
     * A producer that finds its plug-ins and runs on threads of its own, all of them daemons.
     *
     * @throws io.odradek.api.ConfigException for a value that is malformed, contradicts another, or is not supported
     * @throws io.odradek.api.PluginException for a plug-in that cannot be found or created
     */
    public static <K, V> OdradekProducer<K, V> create(
            ProducerConfig config, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
        OwnedParts owned = OwnedParts.of(config);
        try {
            return build(config, owned.parts(), owned, keySerializer, valueSerializer);
        } catch (RuntimeException | Error refused) {
            owned.close();
            throw refused;
        }
    }

    /** A producer in a world that is given, which outlives it. Plug-ins still come from the configuration. */
    public static <K, V> OdradekProducer<K, V> assemble(
            ProducerConfig config, ProducerParts parts, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
        return build(config, parts, OwnedParts.none(parts), keySerializer, valueSerializer);
    }

    private static <K, V> OdradekProducer<K, V> build(
            ProducerConfig config,
            ProducerParts parts,
            OwnedParts owned,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer) {
        PluginSelection plugins = new PluginSelection(
                config, config.plugins(), new PluginContext(config.settings(), parts.clock(), parts.random()));
        EngineSettings settings = EngineSettingsReader.read(plugins.text(), plugins.ackTerms());
        EngineParts engineParts = new EngineParts(
                parts.transport(),
                parts.workers(),
                parts.clock(),
                plugins.partitioner(),
                plugins.partitionerName(),
                plugins.retryPolicy(),
                plugins.retryPolicyName(),
                plugins.codec(),
                parts.callbacks());
        return new OdradekProducer<>(
                new ProducerEngine(settings, engineParts),
                keySerializer,
                valueSerializer,
                owned,
                Duration.ofNanos(settings.delivery().deliveryTimeoutNs()));
    }

    @Override
    public CompletableFuture<RecordMetadata> send(ProducerRecord<K, V> record) {
        CompletableFuture<RecordMetadata> future = new CompletableFuture<>();
        enqueue(record, future);
        return future;
    }

    @Override
    public void send(ProducerRecord<K, V> record, DeliveryCallback callback) {
        enqueue(record, Objects.requireNonNull(callback, "callback"));
    }

    private void enqueue(ProducerRecord<K, V> record, Object listener) {
        byte[] key;
        byte[] value;
        try {
            key = serialize(keySerializer, record.topic(), record.key(), "key");
            value = serialize(valueSerializer, record.topic(), record.value(), "value");
        } catch (OdradekException refused) {
            engine.refuse(listener, refused);
            return;
        }
        Long given = record.timestampMs();
        long timestampMs = given == null ? engine.currentTimeMs() : given;
        engine.send(record.topic(), record.partition(), new SerialisedRecord(timestampMs, key, value, record.headers(), listener));
    }

    private static <T> byte @Nullable [] serialize(Serializer<T> serializer, String topic, @Nullable T data, String what) {
        try {
            return serializer.serialize(topic, data);
        } catch (RuntimeException thrown) {
            throw new DeliveryException(
                    ErrorCode.SERIALIZATION_FAILED,
                    Persistence.NOT_PERSISTED,
                    "the " + what + " of a record for topic " + topic + " could not be serialised by "
                            + serializer.getClass().getName() + ": " + thrown,
                    thrown);
        }
    }

    @Override
    public CompletableFuture<Void> flush() {
        return engine.flush();
    }

    @Override
    public CompletableFuture<List<PartitionInfo>> partitionsFor(String topic) {
        return engine.partitionsFor(topic);
    }

    @Override
    public ProducerMetrics metrics() {
        return engine.metrics();
    }

    /**
     * {@link #close(Duration)} without waiting. The future completes when every callback has run; what the producer owns is let go of then.
     */
    public CompletableFuture<Void> closeAsync(Duration timeout) {
        return engine.close(nanos(timeout)).whenComplete((closed, failure) -> owned.closeElsewhere());
    }

    @Override
    public void close(Duration timeout) {
        CompletableFuture<Void> closed = closeAsync(timeout);
        if (!engine.inCallback()) {
            owned.await(closed, nanos(timeout));
        }
    }

    private static long nanos(Duration timeout) {
        return timeout.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : Math.max(0, timeout.toNanos());
    }

    @Override
    public void close() {
        close(closeTimeout);
    }
}
