package io.odradek.broker.internal.topic;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A topic that was checked and can be created.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param partitionCount how many partitions it shall have
 * @param replicaCount how many replicas each of them shall have
 * @param inSyncReplicaCountMin its {@code min.insync.replicas}
 * @param configs what is configured for it alone
 * @param assignments the brokers of each partition, where they are given by hand; else empty
 */
public record NewTopic(
        String name,
        int partitionCount,
        int replicaCount,
        int inSyncReplicaCountMin,
        SortedMap<String, String> configs,
        List<List<Integer>> assignments) {
    /** Copies map and lists. */
    public NewTopic {
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
        assignments = assignments.stream().map(List::copyOf).toList();
    }
}
