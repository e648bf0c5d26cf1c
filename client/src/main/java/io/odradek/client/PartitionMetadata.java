package io.odradek.client;

import io.odradek.api.ErrorCode;
import io.odradek.api.PartitionInfo;
import io.odradek.api.TopicPartition;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the cluster says of one partition.
 *
 * <p>Immutable.
 *
 * @param index the partition's number
 * @param error why there is no leader, or {@link ErrorCode#NONE}
 * @param leaderId the leader's node id, or {@link #NO_LEADER}
 * @param leaderEpoch the leader's epoch, −1 when the broker does not tell
 * @param replicas node ids of all replicas
 * @param inSyncReplicas node ids of those in sync
 * @param offlineReplicas node ids of those that cannot be had; empty when the broker does not tell
 */
public record PartitionMetadata(
        int index,
        ErrorCode error,
        int leaderId,
        int leaderEpoch,
        List<Integer> replicas,
        List<Integer> inSyncReplicas,
        List<Integer> offlineReplicas) {
    /** Stands for a leader that is not known. */
    public static final int NO_LEADER = -1;

    /** Copies the lists. */
    public PartitionMetadata {
        replicas = List.copyOf(replicas);
        inSyncReplicas = List.copyOf(inSyncReplicas);
        offlineReplicas = List.copyOf(offlineReplicas);
    }

    /** Whether somebody leads it. */
    public boolean hasLeader() {
        return leaderId >= 0;
    }

    /** The same for an application. */
    public PartitionInfo toInfo(String topic) {
        return new PartitionInfo(
                new TopicPartition(topic, index),
                hasLeader() ? OptionalInt.of(leaderId) : OptionalInt.empty(),
                replicas,
                inSyncReplicas);
    }

    /** The same while nobody can be asked: the leader is not among the brokers that can be reached. */
    PartitionMetadata withoutLeader() {
        ErrorCode why = error == ErrorCode.NONE ? ErrorCode.LEADER_NOT_AVAILABLE : error;
        return new PartitionMetadata(index, why, NO_LEADER, leaderEpoch, replicas, inSyncReplicas, offlineReplicas);
    }

    PartitionMetadata ledBy(int newLeaderId, int newLeaderEpoch) {
        return new PartitionMetadata(index, ErrorCode.NONE, newLeaderId, newLeaderEpoch, replicas, inSyncReplicas, offlineReplicas);
    }
}
