package io.odradek.interop.torture;

import io.odradek.api.TopicPartition;
import io.odradek.cli.torture.RecordSender;
import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own producer.
 *
 * <p>Thread-safe.
 */
final class KafkaSender implements RecordSender {
    /** For how long a send may wait for metadata and memory. */
    static final Duration MAX_BLOCK = Duration.ofSeconds(10);

    /** Short, so that attempts without an answer are tried again while the records last. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * A producer with its own defaults in all that is not said here.
     *
     * @param id its number in the torture
     * @param settings more of them
     */
    KafkaSender(int id, String bootstrapServers, Duration deliveryTimeout, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.put(ProducerConfig.CLIENT_ID_CONFIG, "torture-" + id);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(MAX_BLOCK.toMillis()));
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(REQUEST_TIMEOUT.toMillis()));
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(deliveryTimeout.toMillis()));
        this.producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void send(String topic, Content content, Consumer<Outcome> told) {
        Thread sending = Thread.currentThread();
        producer.send(
                new ProducerRecord<>(topic, content.key(), content.value()),
                (metadata, error) -> told.accept(
                        error == null ? acknowledged(metadata) : KafkaErrors.failed(error, Thread.currentThread() == sending)));
    }

    private static Outcome acknowledged(RecordMetadata metadata) {
        return new Outcome.Acknowledged(
                new TopicPartition(metadata.topic(), metadata.partition()),
                metadata.hasOffset() ? metadata.offset() : io.odradek.api.RecordMetadata.UNKNOWN_OFFSET);
    }

    /** Kafka's flush keeps its caller until all is told. */
    @Override
    public CompletableFuture<Void> flush() {
        return CompletableFuture.runAsync(producer::flush);
    }

    @Override
    public void close() {
        producer.close(CLOSE_MAX);
    }
}
