package io.odradek.broker.internal.topic;

import io.odradek.api.TopicPartition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A topic that exists.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param id its identity, which a later topic of the same name does not have
 * @param partitionCount how many partitions it has
 * @param configs what was configured for it alone
 */
public record Topic(String name, UUID id, int partitionCount, SortedMap<String, String> configs) {
    /** The most partitions that a topic has: more are rather a mistake than a wish, and cost every client that asks for metadata. */
    public static final int PARTITION_COUNT_MAX = 10_000;

    /** Copies the map. */
    public Topic {
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
    }

    /** Its partitions, in order. */
    public List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>(partitionCount);
        for (int partition = 0; partition < partitionCount; partition++) {
            partitions.add(new TopicPartition(name, partition));
        }
        return partitions;
    }
}
