package io.odradek.spi.partitioner;

import io.odradek.api.PluginException;
import org.jspecify.annotations.Nullable;

/** Holds a partitioner to its rules. Thread-safe, as the partitioner is. */
class GuardedPartitioner implements Partitioner {
    private final String name;
    private final Partitioner partitioner;

    GuardedPartitioner(String name, Partitioner partitioner) {
        this.name = name;
        this.partitioner = partitioner;
    }

    @Override
    public final int partition(byte @Nullable [] key, byte @Nullable [] value, TopicView topic) {
        int partition;
        try {
            partition = partitioner.partition(key, value, topic);
        } catch (Exception | LinkageError thrown) {
            throw threw("asked for a partition of topic '" + topic.topic() + "'", thrown);
        }
        if (partition < 0 || partition >= topic.partitionCount()) {
            throw new PluginException(describe() + " answered partition " + partition + " for topic '" + topic.topic() + "', which has "
                    + topic.partitionCount() + " (0 to " + (topic.partitionCount() - 1)
                    + "): correct it, or choose another with the key partitioner");
        }
        return partition;
    }

    @Override
    public final void close() {
        try {
            partitioner.close();
        } catch (Exception | LinkageError thrown) {
            throw threw("closed", thrown);
        }
    }

    final PluginException threw(String when, Throwable thrown) {
        return new PluginException(describe() + " threw when it was " + when + ": " + thrown, thrown);
    }

    private String describe() {
        return "the Partitioner '" + name + "' (" + partitioner.getClass().getName() + ")";
    }

    /** The same for one that wants to be told of batches. */
    static final class OfBatches extends GuardedPartitioner implements BatchAware {
        private final BatchAware batchAware;

        OfBatches(String name, Partitioner partitioner, BatchAware batchAware) {
            super(name, partitioner);
            this.batchAware = batchAware;
        }

        @Override
        public void batchOpened(String topic, int partition) {
            try {
                batchAware.batchOpened(topic, partition);
            } catch (Exception | LinkageError thrown) {
                throw threw("told of a new batch for topic '" + topic + "'", thrown);
            }
        }
    }
}
