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
final class TortureProducer implements TortureLoad {
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
    private final AtomicLong sentCount = new AtomicLong();
    private volatile boolean stopped;

    TortureProducer(int id, boolean idempotent, Target target, SharedHistory history, AckGaps gaps) {
        this.id = id;
        this.topic = target.topic();
        this.history = history;
        this.gaps = gaps;
        this.random = new Random(target.seed() + id);
        history.producer(new ProducerTraits(id, true, false, idempotent, IN_FLIGHT, true, DELIVERY_TIMEOUT.toNanos()));
        this.producer = OdradekProducer.create(
                ProducerConfig.builder()
                        .bootstrapServers(target.bootstrapServers())
                        .clientId("torture-" + id)
                        .acks("all")
                        .idempotence(idempotent)
                        .maxInFlight(IN_FLIGHT)
                        .maxBlock(MAX_BLOCK)
                        .requestTimeout(REQUEST_TIMEOUT)
                        .deliveryTimeout(DELIVERY_TIMEOUT)
                        .retryPolicy(noted())
                        .build(),
                Serializer.bytes(),
                Serializer.bytes());
    }

    /** Two that wait for every replica in sync, one of them idempotent. */
    static List<TortureLoad> both(Target target, SharedHistory history, AckGaps gaps) {
        return List.of(
                new TortureProducer(1, true, target, history, gaps), new TortureProducer(2, false, target, history, gaps));
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

    @Override
    public void start(int ratePerSecond) {
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
        long number = id * RECORDS_PER_PRODUCER_MAX + sentCount.getAndIncrement();
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

    @Override
    public void stop() {
        stopped = true;
        await(done, MAX_BLOCK, "its last send");
        flush();
    }

    @Override
    public void sendMore(int recordCount) {
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

    @Override
    public long sentCount() {
        return sentCount.get();
    }

    @Override
    public long acknowledgedCount() {
        return acknowledgedCount.get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
