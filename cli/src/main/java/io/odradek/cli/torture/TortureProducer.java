package io.odradek.cli.torture;

import io.odradek.api.DeliveryException;
import io.odradek.api.OdradekException;
import io.odradek.api.Persistence;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.cli.trial.AckGaps;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.retry.RetryPolicy;
import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.ProducerTraits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An application with a producer that sends numbered records at a steady pace, on a thread of its own.
 *
 * <p>Thread-safe; {@link #sendMore} is for when {@link #stop} has returned.
 */
final class TortureProducer implements AutoCloseable {
    static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MAX_BLOCK = Duration.ofSeconds(60);
    private static final int IN_FLIGHT = 5;
    private static final int KEY_COUNT = 48;
    private static final int EXTRA_BYTES_MAX = 120;
    private static final long RECORDS_PER_PRODUCER_MAX = 1_000_000_000L;
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long NAP_NS = 1_000_000L;

    private final int id;
    private final String topic;
    private final SharedHistory history;
    private final AckGaps gaps;
    private final Random random;
    private final OdradekProducer<byte[], byte[]> producer;
    private final AtomicLong acknowledgedCount = new AtomicLong();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile long sentCount;
    private volatile boolean stopped;

    /** What a producer of the torture is. */
    record Nature(int id, boolean idempotent, String bootstrapServers, String topic, long seed) {}

    TortureProducer(Nature nature, SharedHistory history, AckGaps gaps) {
        this.id = nature.id();
        this.topic = nature.topic();
        this.history = history;
        this.gaps = gaps;
        this.random = new Random(nature.seed());
        history.producer(new ProducerTraits(id, true, false, nature.idempotent(), IN_FLIGHT, DELIVERY_TIMEOUT.toNanos()));
        this.producer = OdradekProducer.create(
                ProducerConfig.builder()
                        .bootstrapServers(nature.bootstrapServers())
                        .clientId("torture-" + id)
                        .acks("all")
                        .idempotence(nature.idempotent())
                        .maxInFlight(IN_FLIGHT)
                        .maxBlock(MAX_BLOCK)
                        .requestTimeout(REQUEST_TIMEOUT)
                        .deliveryTimeout(DELIVERY_TIMEOUT)
                        .retryPolicy(noted())
                        .build(),
                Serializer.bytes(),
                Serializer.bytes());
    }

    /** The policy that is the default; the history learns of every question, and so how often each batch was tried. */
    private RetryPolicy noted() {
        RetryPolicy policy = PluginRegistry.discover()
                .create(Contract.RETRY_POLICY, "exponential", provider -> provider.create(PluginContext.of(Map.of())));
        return failure -> {
            history.attemptFailed(id, failure.partition(), failure.attempt());
            return policy.decide(failure);
        };
    }

    void start(int ratePerSecond) {
        Thread sender = new Thread(() -> sendAll(ratePerSecond), "odradek-torture-" + id);
        sender.setDaemon(true);
        sender.start();
    }

    private void sendAll(int ratePerSecond) {
        try {
            long startNs = System.nanoTime();
            long paceCount = 0;
            while (!stopped) {
                long waitNs = startNs + paceCount * NS_PER_S / ratePerSecond - System.nanoTime();
                if (waitNs > 0) {
                    LockSupport.parkNanos(Math.min(NAP_NS, waitNs));
                    continue;
                }
                paceCount++;
                send();
            }
            done.complete(null);
        } catch (RuntimeException broken) {
            history.leftOver("producer " + id + " could not send any further: " + broken);
            done.complete(null);
        }
    }

    private void send() {
        long number = id * RECORDS_PER_PRODUCER_MAX + sentCount++;
        byte[] extra = new byte[random.nextInt(EXTRA_BYTES_MAX)];
        random.nextBytes(extra);
        Content content = new Content(
                ("key-" + random.nextInt(KEY_COUNT)).getBytes(StandardCharsets.UTF_8),
                ByteBuffer.allocate(Long.BYTES + extra.length).putLong(number).put(extra).array(),
                List.of());
        history.sending(number, id, topic, content);
        producer.send(ProducerRecord.of(topic, content.key(), content.value()), (metadata, error) -> completed(number, metadata, error));
    }

    private void completed(long number, @Nullable RecordMetadata metadata, @Nullable OdradekException error) {
        if (metadata != null) {
            history.completed(number, new Outcome.Acknowledged(metadata.partition(), metadata.offset()));
            gaps.acknowledged(metadata.partition(), System.nanoTime());
            acknowledgedCount.incrementAndGet();
        } else if (error != null) {
            Persistence persistence = error instanceof DeliveryException delivery ? delivery.persistence() : Persistence.NOT_PERSISTED;
            history.completed(number, new Outcome.Failed(error.code(), persistence, String.valueOf(error.getMessage())));
        }
    }

    /** Sends no more, and waits until what became of every record was told. */
    void stop() {
        stopped = true;
        await(done, MAX_BLOCK, "its last send");
        flush();
    }

    /** Sends so many records at once, and waits until what became of them was told. */
    void sendMore(int recordCount) {
        for (int i = 0; i < recordCount; i++) {
            send();
        }
        flush();
    }

    private void flush() {
        await(producer.flush(), DELIVERY_TIMEOUT.multipliedBy(2), "its flush");
    }

    private void await(CompletableFuture<Void> awaited, Duration max, String what) {
        try {
            awaited.get(max.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failed) {
            history.leftOver("producer " + id + " did not come to the end of " + what + ": " + failed);
        }
    }

    long sentCount() {
        return sentCount;
    }

    long acknowledgedCount() {
        return acknowledgedCount.get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
