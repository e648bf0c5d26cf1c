package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.TopicView;
import io.odradek.spi.runtime.RandomSource;
import org.jspecify.annotations.Nullable;

/** Any partition with a leader, whatever the key. Thread-safe. */
record RandomPartitioner(RandomSource random) implements Partitioner {
    @Override
    public int partition(byte @Nullable [] key, byte @Nullable [] value, TopicView topic) {
        return Leaders.random(topic, random);
    }
}
