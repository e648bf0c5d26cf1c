package io.odradek.producer.internal.accumulate;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.Persistence;
import io.odradek.producer.internal.batch.SerialisedRecord;
import io.odradek.producer.internal.completion.FlushBarrier;
import io.odradek.producer.internal.memory.MemoryBlock;
import io.odradek.producer.internal.memory.MemoryPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where application threads put records and event loops find batches.
 *
 * <p>Thread-safe. A thread waits here for nothing but memory, within {@code max.block.ms}.
 */
public final class Accumulator {
    private static final int WAITING_RECORD_OVERHEAD_BYTES = 128;

    private final ConcurrentMap<String, TopicQueue> topics = new ConcurrentHashMap<>();
    private final BatchSettings settings;
    private final PartitionQueue.Shared shared;
    private final PartitionChoice choice;
    private final Consumer<TopicQueue> topicWanted;

    /**
     * An empty accumulator.
     *
     * @param topicWanted told on an application's thread, under the topic's lock, that records have begun to wait for it
     */
    public Accumulator(
            BatchSettings settings, PartitionQueue.Shared shared, PartitionChoice choice, Consumer<TopicQueue> topicWanted) {
        this.settings = settings;
        this.shared = shared;
        this.choice = choice;
        this.topicWanted = topicWanted;
    }

    /** The queue of a topic. */
    public TopicQueue topic(String topic) {
        TopicQueue queue = topics.get(topic);
        if (queue == null) {
            queue = topics.computeIfAbsent(
                    topic, name -> new TopicQueue(name, new SizeLimit(settings.batchSizeBytesMax()), topicWanted));
        }
        return queue;
    }

    /** Every topic, by name. */
    public List<TopicQueue> topics() {
        List<TopicQueue> all = new ArrayList<>(topics.values());
        all.sort(Comparator.comparing(TopicQueue::topic));
        return all;
    }

    /**
     * Takes a record of an application.
     *
     * @throws OdradekException when it cannot be taken; then nobody else tells of it
     */
    public void append(String topic, @Nullable Integer partition, SerialisedRecord record) {
        TopicQueue queue = topic(topic);
        KnownTopic known = queue.known();
        if (known == null) {
            if (await(queue, partition, record)) {
                return;
            }
            known = queue.known();
        }
        if (known == null) {
            throw closed();
        }
        int chosen = choice.choose(record, partition, known);
        PartitionQueue target = known.queue(chosen);
        AppendOutcome outcome = target.append(record, null);
        if (outcome == AppendOutcome.NEEDS_MEMORY) {
            outcome = appendWaiting(target, record);
        }
        if (outcome == AppendOutcome.OPENED_BATCH) {
            choice.batchOpened(topic, chosen);
        } else if (outcome == AppendOutcome.CLOSED) {
            throw closed();
        }
    }

    private boolean await(TopicQueue queue, @Nullable Integer partition, SerialisedRecord record) {
        int countedBytes = record.sizeBytes() + WAITING_RECORD_OVERHEAD_BYTES;
        if (!shared.pool().tryCount(countedBytes)) {
            force();
            if (!shared.pool().count(countedBytes, settings.blockNsMax())) {
                throw exhausted("topic " + queue.topic());
            }
        }
        FlushBarrier.Generation hold = shared.barrier().enter();
        WaitingRecord waiting = new WaitingRecord(record, partition, shared.clock().nanoTime(), countedBytes, hold);
        if (!queue.await(waiting)) {
            shared.pool().uncount(countedBytes);
            hold.leave();
            return false;
        }
        return true;
    }

    private AppendOutcome appendWaiting(PartitionQueue target, SerialisedRecord record) {
        int neededBytes = PartitionQueue.blockSizeBytesNeeded(record);
        long startedNs = shared.clock().nanoTime();
        while (true) {
            force();
            long leftNs = settings.blockNsMax() - (shared.clock().nanoTime() - startedNs);
            MemoryBlock block = shared.pool().acquire(neededBytes, leftNs);
            if (block == null) {
                throw exhausted(target.partition().toString());
            }
            SpareBlock spare = new SpareBlock(block);
            AppendOutcome outcome = target.append(record, spare);
            spare.releaseUnused();
            if (outcome != AppendOutcome.NEEDS_MEMORY) {
                return outcome;
            }
        }
    }

    private OdradekException exhausted(String where) {
        MemoryPool pool = shared.pool();
        return new DeliveryException(
                ErrorCode.BUFFER_EXHAUSTED,
                Persistence.NOT_PERSISTED,
                "a record for " + where + " found no room within max.block.ms=" + settings.blockNsMax() / 1_000_000 + ": "
                        + pool.usedBytes() + " of buffer.memory=" + pool.capacityBytes()
                        + " bytes wait to be delivered; records are sent faster than the cluster takes them",
                null);
    }

    /** The error of a record that came too late. */
    public static OdradekException closed() {
        return new DeliveryException(
                ErrorCode.CLOSED, Persistence.NOT_PERSISTED, "the producer was closed while the record was being sent", null);
    }

    /**
     * Places a record that waited, or one that was made of others, without waiting for memory.
     *
     * @throws OdradekException when it cannot be placed; its hold is then still the caller's
     */
    public void place(KnownTopic topic, WaitingRecord waited) {
        int chosen = choice.choose(waited.record(), waited.partition(), topic);
        AppendOutcome outcome = topic.queue(chosen).place(waited);
        if (outcome == AppendOutcome.OPENED_BATCH) {
            choice.batchOpened(topic.topic(), chosen);
        } else if (outcome == AppendOutcome.CLOSED) {
            throw closed();
        }
    }

    /** Has a record wait for its topic without waiting for memory; false when the topic is known. */
    public boolean awaitTopic(String topic, WaitingRecord record) {
        return topic(topic).await(record);
    }

    /** A record that begins to wait now, as one made of others does: its time runs anew, and its memory is counted elsewhere. */
    public WaitingRecord waitingFromNow(SerialisedRecord record, FlushBarrier.Generation hold) {
        return new WaitingRecord(record, null, shared.clock().nanoTime(), 0, hold);
    }

    /** Makes everything that waits ready to be sent. */
    public void force() {
        for (TopicQueue topic : topics()) {
            KnownTopic known = topic.known();
            if (known != null) {
                known.queues().forEach(PartitionQueue::force);
            }
        }
    }
}
