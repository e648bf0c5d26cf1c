package io.odradek.api;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the cluster says of one partition.
 *
 * <p>Immutable.
 *
 * @param partition topic and number
 * @param leader node id of the leader; empty while there is none
 * @param replicas node ids of all replicas, the preferred leader first
 * @param inSyncReplicas node ids of the replicas in sync
 */
public record PartitionInfo(
        TopicPartition partition, OptionalInt leader, List<Integer> replicas, List<Integer> inSyncReplicas) {
    /** Copies the lists. */
    public PartitionInfo {
        replicas = List.copyOf(replicas);
        inSyncReplicas = List.copyOf(inSyncReplicas);
    }
}
