package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.TopicView;
import io.odradek.spi.runtime.RandomSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Records without a key stay with one partition for {@code batch.size} bytes, then move to another (KIP-794): every partition gets the
 * same bytes, however fast its broker is, until queues differ; then a partition is the likelier the shorter its queue. Thread-safe.
 */
final class UniformStickyPartitioner implements Partitioner {
    /** What a record costs beside key and value, about: lengths, deltas and the count of headers. */
    private static final int RECORD_OVERHEAD_BYTES = 7;

    private final boolean ignoreKeys;
    private final int batchSizeBytes;
    private final RandomSource random;
    private final ConcurrentMap<String, Stay> stays = new ConcurrentHashMap<>();

    UniformStickyPartitioner(boolean ignoreKeys, int batchSizeBytes, RandomSource random) {
        this.ignoreKeys = ignoreKeys;
        this.batchSizeBytes = Math.max(1, batchSizeBytes);
        this.random = random;
    }

    @Override
    public int partition(byte @Nullable [] key, byte @Nullable [] value, TopicView topic) {
        if (key != null && !ignoreKeys) {
            return KeyHash.MURMUR2.partition(key, topic.partitionCount());
        }
        Stay stay = stays.get(topic.topic());
        if (stay == null || !goesOn(stay, topic)) {
            stay = stays.compute(
                    topic.topic(), (name, current) -> current != null && goesOn(current, topic) ? current : new Stay(next(topic)));
        }
        stay.sizeBytes.addAndGet(RECORD_OVERHEAD_BYTES + (key == null ? 0 : key.length) + (value == null ? 0 : value.length));
        return stay.partition;
    }

    private boolean goesOn(Stay stay, TopicView topic) {
        return stay.sizeBytes.get() < batchSizeBytes
                && stay.partition < topic.partitionCount()
                && topic.hasLeader(stay.partition);
    }

    /** A partition by chance, weighed by how much shorter its queue is than the longest, in batches. */
    private int next(TopicView topic) {
        int partitionCount = topic.partitionCount();
        long[] queuedBatchCounts = new long[partitionCount];
        long queuedBatchCountMax = 0;
        for (int partition = 0; partition < partitionCount; partition++) {
            queuedBatchCounts[partition] = topic.queuedBytes(partition) / batchSizeBytes;
            queuedBatchCountMax = Math.max(queuedBatchCountMax, queuedBatchCounts[partition]);
        }
        long[] weightsUpTo = new long[partitionCount];
        long weight = 0;
        for (int partition = 0; partition < partitionCount; partition++) {
            weight += topic.hasLeader(partition) ? queuedBatchCountMax + 1 - queuedBatchCounts[partition] : 0;
            weightsUpTo[partition] = weight;
        }
        if (weight == 0) {
            return random.nextInt(partitionCount);
        }
        long drawn = Math.floorMod(random.nextLong(), weight);
        int partition = 0;
        while (weightsUpTo[partition] <= drawn) {
            partition++;
        }
        return partition;
    }

    /** A time at one partition. */
    private static final class Stay {
        final int partition;
        final AtomicLong sizeBytes = new AtomicLong();

        Stay(int partition) {
            this.partition = partition;
        }
    }
}
