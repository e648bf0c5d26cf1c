package io.odradek.controller.image;

import io.odradek.api.TopicPartition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A topic as the cluster knows it.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param id its identity, which a later topic of the same name does not have
 * @param inSyncReplicaCountMin its {@code min.insync.replicas}
 * @param configs what was configured for it alone
 * @param partitions its partitions, by number
 */
public record TopicRegistration(
        String name,
        UUID id,
        int inSyncReplicaCountMin,
        SortedMap<String, String> configs,
        List<PartitionRegistration> partitions) {
    /** The most partitions that a topic has: more are rather a mistake than a wish, and cost every client that asks for metadata. */
    public static final int PARTITION_COUNT_MAX = 10_000;

    /** Copies map and list. */
    public TopicRegistration {
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
        partitions = List.copyOf(partitions);
    }

    /** How many partitions it has. */
    public int partitionCount() {
        return partitions.size();
    }

    /** Its partitions' names, in order. */
    public List<TopicPartition> names() {
        List<TopicPartition> names = new ArrayList<>(partitions.size());
        for (int partition = 0; partition < partitions.size(); partition++) {
            names.add(new TopicPartition(name, partition));
        }
        return names;
    }

    /** The same with other partitions. */
    public TopicRegistration with(List<PartitionRegistration> changed) {
        return new TopicRegistration(name, id, inSyncReplicaCountMin, configs, changed);
    }
}
