package io.odradek.producer.internal.accumulate;

import io.odradek.spi.partitioner.TopicView;
import java.util.List;

/**
 * A topic whose partitions are known: their queues, and which of them have a leader.
 *
 * <p>Immutable, but for the queues themselves. It is what a {@link io.odradek.spi.partitioner.Partitioner} sees.
 */
public final class KnownTopic implements TopicView {
    private final String topic;
    private final List<PartitionQueue> queues;
    private final boolean[] withLeader;

    /**
     * A view of one moment.
     *
     * @param queues one a partition
     * @param withLeader whether each has a leader; copied
     */
    public KnownTopic(String topic, List<PartitionQueue> queues, boolean[] withLeader) {
        this.topic = topic;
        this.queues = List.copyOf(queues);
        this.withLeader = withLeader.clone();
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public int partitionCount() {
        return queues.size();
    }

    @Override
    public boolean hasLeader(int partition) {
        return withLeader[partition];
    }

    @Override
    public long queuedBytes(int partition) {
        return queues.get(partition).queuedBytes();
    }

    /** The queue of a partition. */
    public PartitionQueue queue(int partition) {
        return queues.get(partition);
    }

    /** All queues, by number. */
    public List<PartitionQueue> queues() {
        return queues;
    }
}
