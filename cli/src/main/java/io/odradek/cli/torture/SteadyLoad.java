package io.odradek.cli.torture;

import io.odradek.cli.trial.AckGaps;
import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.ProducerTraits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that sends numbered records at a steady pace, on a thread of its own, with whatever producer it is given.
 *
 * <p>Thread-safe; {@link #sendMore} is for when {@link #stop} has returned.
 */
public final class SteadyLoad implements TortureLoad {
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
    private final RecordSender sender;
    private final Duration endMax;
    private final AtomicLong acknowledgedCount = new AtomicLong();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicLong sentCount = new AtomicLong();
    private volatile boolean stopped;

    /**
     * A load that has not begun; it tells the history of its producer at once.
     *
     * @param traits what the producer promises
     * @param sender the producer, which the load closes
     */
    public SteadyLoad(ProducerTraits traits, Target target, SharedHistory history, AckGaps gaps, RecordSender sender) {
        this.id = traits.producer();
        this.topic = target.topic();
        this.history = history;
        this.gaps = gaps;
        this.random = new Random(target.seed() + id);
        this.sender = sender;
        this.endMax = Duration.ofNanos(traits.deliveryTimeoutNs()).multipliedBy(2);
        history.producer(traits);
    }

    @Override
    public void start(int ratePerSecond) {
        Thread thread = new Thread(() -> sendAll(ratePerSecond), "odradek-torture-" + id);
        thread.setDaemon(true);
        thread.start();
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
        sender.send(topic, content, outcome -> completed(number, outcome));
    }

    private void completed(long number, Outcome outcome) {
        history.completed(number, outcome);
        if (outcome instanceof Outcome.Acknowledged acknowledged) {
            gaps.acknowledged(acknowledged.partition(), System.nanoTime());
            acknowledgedCount.incrementAndGet();
        }
    }

    @Override
    public void stop() {
        stopped = true;
        await(done, "its last send");
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
        await(sender.flush(), "its flush");
    }

    private void await(CompletableFuture<Void> awaited, String what) {
        try {
            awaited.get(endMax.toMillis(), TimeUnit.MILLISECONDS);
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
        sender.close();
    }
}
