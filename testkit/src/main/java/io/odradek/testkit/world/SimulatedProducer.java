package io.odradek.testkit.world;

import io.odradek.api.DeliveryException;
import io.odradek.api.Header;
import io.odradek.api.OdradekException;
import io.odradek.api.Persistence;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.History;
import io.odradek.testkit.history.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An application with a producer: it sends records that carry numbers, flushes now and then, and writes down what it is told.
 *
 * <p>Confined to the thread that drives the virtual time; sends on its application's loop.
 */
public final class SimulatedProducer {
    private static final int OVERSIZE_BYTES = 20_000;
    private static final long RECORDS_PER_PRODUCER_MAX = 1_000_000_000L;

    private final int id;
    private final String topic;
    private final int partitionCount;
    private final Workload workload;
    private final History history;
    private final ProducerProcess process;
    private final EventLoop application;
    private final Draw draw;
    private long sentCount;
    private long acknowledgedCount;

    /** An application around a producer's process. */
    SimulatedProducer(SimulatedWorld world, Scenario scenario, Workload workload, ProducerProcess process) {
        this.id = process.traits().producer();
        this.topic = scenario.topic();
        this.partitionCount = scenario.partitionCount();
        this.workload = workload;
        this.history = world.history();
        this.process = process;
        this.application = process.application();
        this.draw = new Draw(world.time().random("application " + id));
    }

    /** Sends the workload from now on; completes when the last record was handed over. */
    public CompletableFuture<Void> start() {
        CompletableFuture<Void> allSent = new CompletableFuture<>();
        application.execute(() -> burst(allSent));
        return allSent;
    }

    private void burst(CompletableFuture<Void> allSent) {
        int count = (int) Math.min(draw.between(1, workload.burstCountMax()), Math.max(0, workload.recordCount() - sentCount));
        for (int i = 0; i < count; i++) {
            send(draw.chance(workload.oversizeChance()) ? OVERSIZE_BYTES : draw.between(0, workload.valueSizeBytesMax()));
        }
        if (draw.chance(workload.flushChance())) {
            flush();
        }
        if (sentCount >= workload.recordCount()) {
            allSent.complete(null);
            return;
        }
        long meanPauseNs = workload.meanPauseNs();
        application.schedule(draw.between(0, 2 * meanPauseNs), () -> burst(allSent));
    }

    /** Sends so many small records at once; completes when they were handed over. */
    public CompletableFuture<Void> sendMore(int recordCount) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        application.execute(() -> {
            for (int i = 0; i < recordCount; i++) {
                send(draw.between(0, Math.min(100, workload.valueSizeBytesMax())));
            }
            sent.complete(null);
        });
        return sent;
    }

    private void send(int extraBytes) {
        long number = id * RECORDS_PER_PRODUCER_MAX + sentCount++;
        Content content = content(number, extraBytes);
        Integer partition = draw.chance(0.1) ? Integer.valueOf(draw.between(0, partitionCount - 1)) : null;
        history.sending(number, id, topic, partition, content);
        process.producer()
                .send(
                        new ProducerRecord<>(topic, partition, null, content.key(), content.value(), content.headers()),
                        (metadata, error) -> completed(number, metadata, error));
    }

    private Content content(long number, int extraBytes) {
        byte[] key = workload.keyCount() == 0 || draw.chance(0.2)
                ? null
                : ("key-" + draw.between(1, workload.keyCount())).getBytes(StandardCharsets.UTF_8);
        byte[] extra = draw.chance(0.5) ? draw.bytes(extraBytes) : new byte[extraBytes];
        byte[] value = ByteBuffer.allocate(Long.BYTES + extraBytes).putLong(number).put(extra).array();
        List<Header> headers = new ArrayList<>();
        if (draw.chance(0.1)) {
            headers.add(new Header("trace", draw.chance(0.5) ? null : draw.bytes(draw.between(0, 12))));
        }
        return new Content(key, value, headers);
    }

    private void completed(long number, @Nullable RecordMetadata metadata, @Nullable OdradekException error) {
        if (metadata != null) {
            acknowledgedCount++;
            history.completed(number, new Outcome.Acknowledged(metadata.partition(), metadata.offset()));
        } else if (error != null) {
            Persistence persistence =
                    error instanceof DeliveryException delivery ? delivery.persistence() : Persistence.NOT_PERSISTED;
            history.completed(number, new Outcome.Failed(error.code(), persistence, String.valueOf(error.getMessage())));
        }
    }

    /** Flushes; completes with the flush. */
    public CompletableFuture<Void> flush() {
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        application.execute(() -> {
            int flush = history.flushBegun(id);
            process.producer().flush().whenComplete((done, failure) -> {
                if (failure == null) {
                    history.flushDone(flush);
                    flushed.complete(null);
                } else {
                    flushed.completeExceptionally(failure);
                }
            });
        });
        return flushed;
    }

    /** How many records it sent. */
    public long sentCount() {
        return sentCount;
    }

    /** How many of its records were acknowledged. */
    public long acknowledgedCount() {
        return acknowledgedCount;
    }
}
