package io.odradek.spi.tck.partitioner;

import io.odradek.spi.partitioner.TopicView;
import java.util.Arrays;

/**
 * A topic whose partitions, leaders and queues a test sets.
 *
 * <p>Caller synchronises: change it only while no other thread asks.
 */
public final class TestTopic implements TopicView {
    private final String name;
    private boolean[] leaders = new boolean[0];
    private long[] queuedBytes = new long[0];

    /** A topic with that many partitions; all have leaders, nothing is queued. */
    public TestTopic(String name, int partitionCount) {
        this.name = name;
        grow(partitionCount);
    }

    /** Gives the topic more partitions, with leaders. */
    public TestTopic grow(int partitionCount) {
        int before = leaders.length;
        leaders = Arrays.copyOf(leaders, partitionCount);
        queuedBytes = Arrays.copyOf(queuedBytes, partitionCount);
        Arrays.fill(leaders, before, partitionCount, true);
        return this;
    }

    /** Gives a partition a leader or takes it away. */
    public TestTopic leader(int partition, boolean present) {
        leaders[partition] = present;
        return this;
    }

    /** Gives every partition a leader or takes all away. */
    public TestTopic leaders(boolean present) {
        Arrays.fill(leaders, present);
        return this;
    }

    /** Sets what waits for a partition. */
    public TestTopic queue(int partition, long sizeBytes) {
        queuedBytes[partition] = sizeBytes;
        return this;
    }

    @Override
    public String topic() {
        return name;
    }

    @Override
    public int partitionCount() {
        return leaders.length;
    }

    @Override
    public boolean hasLeader(int partition) {
        return leaders[partition];
    }

    @Override
    public long queuedBytes(int partition) {
        return queuedBytes[partition];
    }
}
