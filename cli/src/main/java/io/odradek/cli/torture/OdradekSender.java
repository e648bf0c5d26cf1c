package io.odradek.cli.torture;

import io.odradek.api.DeliveryException;
import io.odradek.api.OdradekException;
import io.odradek.api.Persistence;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.retry.RetryPolicy;
import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.ProducerTraits;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Our producer.
 *
 * <p>Thread-safe.
 */
final class OdradekSender implements RecordSender {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MAX_BLOCK = Duration.ofSeconds(60);

    private final OdradekProducer<byte[], byte[]> producer;

    /** A producer that promises what {@code traits} say. */
    OdradekSender(ProducerTraits traits, String bootstrapServers, SharedHistory history) {
        this.producer = OdradekProducer.create(
                ProducerConfig.builder()
                        .bootstrapServers(bootstrapServers)
                        .clientId("torture-" + traits.producer())
                        .acks("all")
                        .idempotence(traits.idempotent())
                        .maxInFlight(traits.inFlightCountMax())
                        .maxBlock(MAX_BLOCK)
                        .requestTimeout(REQUEST_TIMEOUT)
                        .deliveryTimeout(Duration.ofNanos(traits.deliveryTimeoutNs()))
                        .retryPolicy(noted(traits.producer(), history))
                        .build(),
                Serializer.bytes(),
                Serializer.bytes());
    }

    /** The policy that is the default; the history learns of every question, and so how often each batch was tried. */
    private static RetryPolicy noted(int id, SharedHistory history) {
        RetryPolicy policy = PluginRegistry.discover()
                .create(Contract.RETRY_POLICY, "exponential", provider -> provider.create(PluginContext.of(Map.of())));
        return failure -> {
            history.attemptFailed(id, failure.partition(), failure.attempt());
            return policy.decide(failure);
        };
    }

    @Override
    public void send(String topic, Content content, Consumer<Outcome> told) {
        producer.send(
                ProducerRecord.of(topic, content.key(), content.value()), (metadata, error) -> completed(metadata, error, told));
    }

    private static void completed(@Nullable RecordMetadata metadata, @Nullable OdradekException error, Consumer<Outcome> told) {
        if (metadata != null) {
            told.accept(new Outcome.Acknowledged(metadata.partition(), metadata.offset()));
        } else if (error != null) {
            Persistence persistence = error instanceof DeliveryException delivery ? delivery.persistence() : Persistence.NOT_PERSISTED;
            told.accept(new Outcome.Failed(error.code(), persistence, String.valueOf(error.getMessage())));
        }
    }

    @Override
    public CompletableFuture<Void> flush() {
        return producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
