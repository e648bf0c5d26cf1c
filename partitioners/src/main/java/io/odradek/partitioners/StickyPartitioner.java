package io.odradek.partitioners;

import io.odradek.spi.partitioner.BatchAware;
import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.TopicView;
import io.odradek.spi.runtime.RandomSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Records without a key stay with one partition until it begins a new batch, then move to another at random (KIP-480). Thread-safe.
 *
 * <p>We are told of a batch after its first record went in. The first record of a stay may open a batch because there was none; that
 * does not end the stay. Any later batch means that the one before is full or on its way.
 */
final class StickyPartitioner implements Partitioner, BatchAware {
    private final boolean ignoreKeys;
    private final RandomSource random;
    private final ConcurrentMap<String, Stay> stays = new ConcurrentHashMap<>();

    StickyPartitioner(boolean ignoreKeys, RandomSource random) {
        this.ignoreKeys = ignoreKeys;
        this.random = random;
    }

    @Override
    public int partition(byte @Nullable [] key, byte @Nullable [] value, TopicView topic) {
        if (key != null && !ignoreKeys) {
            return KeyHash.MURMUR2.partition(key, topic.partitionCount());
        }
        Stay stay = stays.get(topic.topic());
        if (stay == null || !stay.goesOn(topic)) {
            stay = stays.compute(topic.topic(), (name, current) -> current != null && current.goesOn(topic) ? current : moved(current, topic));
        }
        stay.recordCount.incrementAndGet();
        return stay.partition;
    }

    private Stay moved(@Nullable Stay from, TopicView topic) {
        return new Stay(Leaders.randomExcept(topic, from == null ? -1 : from.partition, random));
    }

    @Override
    public void batchOpened(String topic, int partition) {
        Stay stay = stays.get(topic);
        if (stay != null && stay.partition == partition && stay.recordCount.get() > 1) {
            stay.over = true;
        }
    }

    /** A time at one partition. */
    private static final class Stay {
        final int partition;
        final AtomicInteger recordCount = new AtomicInteger();
        volatile boolean over;

        Stay(int partition) {
            this.partition = partition;
        }

        boolean goesOn(TopicView topic) {
            return !over && partition < topic.partitionCount() && topic.hasLeader(partition);
        }
    }
}
