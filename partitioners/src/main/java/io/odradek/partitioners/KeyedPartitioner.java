package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.TopicView;
import org.jspecify.annotations.Nullable;

/**
 * A key goes where its hash says; a record without one goes where another partitioner says. Thread-safe.
 *
 * @param hash the hash of keys
 * @param unkeyed for records without a key
 * @param emptyIsKey whether a key of no bytes is hashed; if not, it counts as none
 */
record KeyedPartitioner(KeyHash hash, Partitioner unkeyed, boolean emptyIsKey) implements Partitioner {
    @Override
    public int partition(byte @Nullable [] key, byte @Nullable [] value, TopicView topic) {
        if (key == null || key.length == 0 && !emptyIsKey) {
            return unkeyed.partition(key, value, topic);
        }
        return hash.partition(key, topic.partitionCount());
    }
}
