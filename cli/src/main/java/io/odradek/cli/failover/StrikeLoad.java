package io.odradek.cli.failover;

import io.odradek.api.OdradekException;
import io.odradek.api.Producer;
import io.odradek.api.ProducerRecord;
import io.odradek.api.TopicPartition;
import io.odradek.cli.input.InputRecord;
import io.odradek.cli.trial.AckGaps;
import io.odradek.spi.runtime.Clock;
import java.time.Duration;
import java.util.TreeMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends records at a steady pace on a thread of its own, and keeps the books.
 *
 * <p>Thread-safe.
 */
final class StrikeLoad {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long NAP_NS = 1_000_000L;

    private final Producer<byte[], byte[]> producer;
    private final StrikeFeed feed;
    private final String topic;
    private final int ratePerSecond;
    private final Ledger ledger = new Ledger();
    private final AckGaps gaps = new AckGaps();
    private final Clock clock = Clock.system();
    private final Map<TopicPartition, AtomicLong> counts = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile boolean stopped;

    StrikeLoad(Producer<byte[], byte[]> producer, StrikeFeed feed, String topic, int ratePerSecond) {
        this.producer = producer;
        this.feed = feed;
        this.topic = topic;
        this.ratePerSecond = ratePerSecond;
    }

    void start() {
        Thread sender = new Thread(this::sendAll, "odradek-load");
        sender.setDaemon(true);
        sender.start();
    }

    private void sendAll() {
        try {
            long startNs = clock.nanoTime();
            for (long sent = 0; !stopped; sent++) {
                long dueNs = startNs + sent * NS_PER_S / ratePerSecond;
                while (dueNs - clock.nanoTime() > 0 && !stopped) {
                    LockSupport.parkNanos(Math.min(NAP_NS, dueNs - clock.nanoTime()));
                }
                int number = ledger.nextNumber();
                if (number < 0) {
                    break;
                }
                send(number, feed.next());
            }
            done.complete(null);
        } catch (RuntimeException broken) {
            done.completeExceptionally(broken);
        }
    }

    private void send(int number, InputRecord row) {
        ProducerRecord<byte[], byte[]> record =
                ProducerRecord.of(topic, row.key(), row.value()).withHeader(Ledger.HEADER, Ledger.bytes(number));
        producer.send(record, (metadata, error) -> {
            if (metadata == null) {
                ledger.failed();
            } else {
                ledger.acknowledged(number);
                gaps.acknowledged(metadata.partition(), clock.nanoTime());
                counts.computeIfAbsent(metadata.partition(), absent -> new AtomicLong()).incrementAndGet();
            }
        });
    }

    /** Sends no more and waits for what was sent. */
    void finish(Duration max) {
        stopped = true;
        try {
            done.get(max.toMillis(), TimeUnit.MILLISECONDS);
            producer.flush().exceptionally(told -> null).get(max.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException broken) {
            throw broken.getCause() instanceof OdradekException known ? known : new IllegalStateException("sending ended", broken.getCause());
        } catch (TimeoutException late) {
            // What is still on its way is neither acknowledged nor failed, and counted so.
            producer.close(Duration.ZERO);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    Ledger ledger() {
        return ledger;
    }

    AckGaps gaps() {
        return gaps;
    }

    /** How many records of each partition were acknowledged. */
    Map<TopicPartition, Long> counts() {
        Map<TopicPartition, Long> copy = new TreeMap<>();
        counts.forEach((partition, count) -> copy.put(partition, count.get()));
        return copy;
    }
}
