package io.odradek.client;

import io.odradek.api.ErrorCode;
import io.odradek.api.PartitionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the cluster says of one topic.
 *
 * <p>Immutable.
 *
 * @param name the topic's name
 * @param id its id; zero where the cluster has none
 * @param error why nothing is known of it, or {@link ErrorCode#NONE}
 * @param internal whether it belongs to the cluster itself
 * @param partitions in order of their numbers, which run from 0 without a gap; empty with an error
 */
public record TopicMetadata(String name, UUID id, ErrorCode error, boolean internal, List<PartitionMetadata> partitions) {
    /** Copies the partitions. */
    public TopicMetadata {
        partitions = List.copyOf(partitions);
    }

    /** Whether its partitions are known. */
    public boolean isKnown() {
        return error == ErrorCode.NONE && !partitions.isEmpty();
    }

    /** Whether anything of it should be asked for again soon. */
    public boolean isUnsettled() {
        if (error != ErrorCode.NONE) {
            return error.retriable();
        }
        return partitions.isEmpty() || partitions.stream().anyMatch(partition -> !partition.hasLeader());
    }

    /** The same for an application. */
    public List<PartitionInfo> partitionInfos() {
        return partitions.stream().map(partition -> partition.toInfo(name)).toList();
    }

    TopicMetadata with(List<PartitionMetadata> changed) {
        List<PartitionMetadata> copy = new ArrayList<>(partitions);
        changed.forEach(partition -> copy.set(partition.index(), partition));
        return new TopicMetadata(name, id, error, internal, copy);
    }
}
