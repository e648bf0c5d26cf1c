package io.odradek.producer.internal.engine;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.PartitionInfo;
import io.odradek.api.Persistence;
import io.odradek.api.ProducerMetrics;
import io.odradek.api.TopicPartition;
import io.odradek.client.ClusterClient;
import io.odradek.client.Failures;
import io.odradek.client.LeaderNews;
import io.odradek.client.TopicMetadata;
import io.odradek.producer.internal.accumulate.Accumulator;
import io.odradek.producer.internal.accumulate.KnownTopic;
import io.odradek.producer.internal.accumulate.PartitionChoice;
import io.odradek.producer.internal.accumulate.PartitionQueue;
import io.odradek.producer.internal.accumulate.TopicQueue;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.batch.SerialisedRecord;
import io.odradek.producer.internal.completion.CallbackLane;
import io.odradek.producer.internal.completion.ErrorCounts;
import io.odradek.producer.internal.completion.FlushBarrier;
import io.odradek.producer.internal.memory.MemoryPool;
import io.odradek.producer.internal.send.AttemptJudge;
import io.odradek.producer.internal.send.BatchPreparation;
import io.odradek.producer.internal.send.ClusterEvents;
import io.odradek.producer.internal.send.Completions;
import io.odradek.producer.internal.send.SendCounts;
import io.odradek.producer.internal.send.SendLoop;
import io.odradek.producer.internal.send.SendParts;
import io.odradek.protocol.record.RecordSizes;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The producer behind its public face: bytes in, deliveries out.
 *
 * <p>Thread-safe. It creates no thread: everything happens on the transport's loops, the workers and the callback executor that it was
 * given.
 */
public final class ProducerEngine {
    private static final int BATCH_OVERHEAD_SIZE_BYTES = 61;
    private static final long LAST_WORDS_NS_MAX = 5_000_000_000L;

    private final EngineSettings settings;
    private final EventLoop control;
    private final MemoryPool pool;
    private final ErrorCounts errors = new ErrorCounts();
    private final SendCounts counts = new SendCounts();
    private final FlushBarrier barrier = new FlushBarrier();
    private final CallbackLane lane;
    private final Completions completions;
    private final PartitionChoice choice;
    private final Accumulator accumulator;
    private final ClusterClient cluster;
    private final IdentitySource identity;
    private final Diversion diversion;
    private final BatchPreparation preparation;
    private final TopicDirectory directory;
    private final List<SendLoop> loops = new ArrayList<>();
    private final AtomicReference<@Nullable CompletableFuture<Void>> closing = new AtomicReference<>();

    /** Builds an engine; nothing happens before the first record. */
    public ProducerEngine(EngineSettings settings, EngineParts parts) {
        this.settings = settings;
        this.control = parts.transport().eventLoops().get(0);
        this.pool = new MemoryPool(settings.bufferBytes());
        this.lane = new CallbackLane(parts.callbacks(), errors);
        this.completions = new Completions(lane, errors);
        this.choice = new PartitionChoice(parts.partitioner(), parts.partitionerName(), errors);
        PartitionQueue.Shared shared = new PartitionQueue.Shared(pool, barrier, parts.clock());
        this.accumulator = new Accumulator(settings.batch(), shared, choice, this::topicWanted);
        this.cluster = new ClusterClient(
                parts.transport(), control, settings.client(), settings.bootstrap(), settings.autoTopicCreation());
        this.identity = new IdentitySource(cluster, settings.client(), this::identityChanged);
        this.diversion = new Diversion(accumulator, completions, parts.codec());
        this.preparation = new BatchPreparation(parts.codec(), pool, parts.workers(), errors);
        SendParts send = new SendParts(
                parts.transport(),
                settings.client(),
                settings.delivery(),
                identity::identity,
                new Events(),
                new AttemptJudge(parts.retryPolicy(), parts.retryPolicyName(), settings.delivery(), errors),
                completions,
                counts,
                preparation);
        parts.transport().eventLoops().forEach(loop -> loops.add(new SendLoop(loop, send)));
        TopicEntry.LaneFactory factory = new TopicEntry.LaneFactory(
                topic -> partition -> new PartitionQueue(
                        new TopicPartition(topic.topic(), partition), settings.batch(), topic.sizeLimit(), shared),
                settings.batch().lingerNs());
        this.directory = new TopicDirectory(
                control,
                settings,
                cluster.metadata(),
                completions,
                pool,
                new TopicDirectory.Placement(accumulator, new LoopAssignment(loops), loops.get(0), factory));
        control.execute(() -> cluster.metadata().listen(directory));
    }

    private void topicWanted(TopicQueue topic) {
        control.execute(() -> directory.wanted(topic));
    }

    private void identityChanged() {
        loops.forEach(loop -> loop.eventLoop().execute(loop::identityChanged));
    }

    /** The time in which records without a timestamp are sent, in milliseconds since 1970. */
    public long currentTimeMs() {
        return control.clock().currentTimeMs();
    }

    /** Takes a record, or tells its listener why not. */
    public void send(String topic, @Nullable Integer partition, SerialisedRecord record) {
        try {
            check(topic, record);
            accumulator.append(topic, partition, record);
        } catch (OdradekException refused) {
            completions.failOne(record.listener(), refused);
        } catch (RuntimeException | Error thrown) {
            errors.add("send");
            completions.failOne(
                    record.listener(),
                    new DeliveryException(
                            ErrorCode.UNKNOWN_SERVER_ERROR,
                            Persistence.NOT_PERSISTED,
                            "a record for topic " + topic + " could not be taken: " + thrown,
                            thrown));
        }
    }

    /** Tells a listener that its record was refused before it came here. */
    public void refuse(Object listener, OdradekException error) {
        completions.failOne(listener, error);
    }

    private void check(String topic, SerialisedRecord record) {
        if (closing.get() != null) {
            throw new DeliveryException(
                    ErrorCode.CLOSED,
                    Persistence.NOT_PERSISTED,
                    "a record for topic " + topic + " was sent after the producer was closed",
                    null);
        }
        byte[] key = record.key();
        byte[] value = record.value();
        long sizeBytes = (long) BATCH_OVERHEAD_SIZE_BYTES
                + RecordSizes.recordSizeBytesMax(key == null ? -1 : key.length, value == null ? -1 : value.length, record.headers());
        int max = settings.delivery().requestSizeBytesMax();
        if (sizeBytes > max || sizeBytes > pool.capacityBytes()) {
            throw new DeliveryException(
                    ErrorCode.MESSAGE_TOO_LARGE,
                    Persistence.NOT_PERSISTED,
                    "a record for topic " + topic + " takes " + sizeBytes + " bytes, more than "
                            + (sizeBytes > max ? "max.request.size=" + max : "buffer.memory=" + pool.capacityBytes()),
                    null);
        }
    }

    /** Completes when everything sent before is delivered or has failed. */
    public CompletableFuture<Void> flush() {
        CompletableFuture<Void> passed = barrier.flush();
        accumulator.force();
        return passed.thenApply(nothing -> nothing);
    }

    /** Whether the caller runs in a callback. */
    public boolean inCallback() {
        return lane.inLane();
    }

    /** What the cluster says of a topic. */
    public CompletableFuture<List<PartitionInfo>> partitionsFor(String topic) {
        CompletableFuture<List<PartitionInfo>> told = new CompletableFuture<>();
        cluster.snapshot(List.of(topic)).whenComplete((snapshot, failure) -> lane.execute(() -> {
            TopicMetadata found = snapshot == null ? null : snapshot.topic(topic).orElse(null);
            if (found == null) {
                told.completeExceptionally(Failures.asOdradek(failure));
            } else if (!found.isKnown()) {
                told.completeExceptionally(new OdradekException(
                        found.error(), "the partitions of topic '" + topic + "' are not known: " + found.error().words()));
            } else {
                told.complete(found.partitionInfos());
            }
        }));
        return told;
    }

    /** What was done so far. */
    public ProducerMetrics metrics() {
        Map<TopicPartition, ProducerMetrics.Share> shares = new TreeMap<>();
        for (TopicQueue topic : accumulator.topics()) {
            KnownTopic known = topic.known();
            if (known != null) {
                known.queues().forEach(queue -> shares.put(queue.partition(), queue.share()));
            }
        }
        return new ProducerMetrics(
                completions.acknowledgedCount(),
                completions.failedCount(),
                counts.batchCount(),
                counts.retryCount(),
                counts.requestCount(),
                counts.bytes(),
                pool.usedBytes(),
                errors.snapshot(),
                shares);
    }

    /**
     * Delivers what can be delivered in time, fails the rest, lets go of connections. The future completes when every callback has run; a
     * second call gives the same one.
     */
    public CompletableFuture<Void> close(long timeoutNs) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        if (!closing.compareAndSet(null, closed)) {
            CompletableFuture<Void> first = closing.get();
            return first == null ? closed : first;
        }
        CompletableFuture<Void> inTime = new CompletableFuture<>();
        control.execute(() -> {
            EventLoop.Timer bound = control.schedule(timeoutNs, () -> inTime.complete(null));
            flush().thenRun(() -> control.execute(() -> {
                bound.cancel();
                inTime.complete(null);
            }));
        });
        inTime.thenRun(() -> shutDown(closed));
        return closed;
    }

    private void shutDown(CompletableFuture<Void> closed) {
        directory.close();
        identity.close();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (SendLoop loop : loops) {
            ends.add(CompletableFuture.runAsync(loop::close, loop.eventLoop()));
        }
        CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0])).whenComplete((done, failure) -> {
            cluster.close();
            choice.close();
            // A worker may still have a batch, a lane may be between two loops: their records are told too before this is the end.
            CompletableFuture<Void> told = barrier.flush();
            control.execute(() -> {
                EventLoop.Timer bound = control.schedule(LAST_WORDS_NS_MAX, () -> told.complete(null));
                told.thenRun(() -> lane.execute(() -> {
                    control.execute(bound::cancel);
                    preparation.close();
                    closed.complete(null);
                }));
            });
        });
    }

    private final class Events implements ClusterEvents {
        @Override
        public void metadataOutdated() {
            control.execute(() -> cluster.metadata().refresh());
        }

        @Override
        public void leadersMoved(List<LeaderNews> news) {
            control.execute(() -> cluster.metadata().leadersMoved(news));
        }

        @Override
        public void identityWanted(long usedUpProducerId) {
            control.execute(() -> identity.want(usedUpProducerId));
        }

        @Override
        public @Nullable OdradekException identityFailure() {
            return identity.failure();
        }

        @Override
        public void divert(Batch batch, String topic, OdradekException reason) {
            diversion.divert(batch, topic, reason);
        }
    }
}
