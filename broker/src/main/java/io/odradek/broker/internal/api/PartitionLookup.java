package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.broker.internal.partition.ServedPartitions;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.protocol.message.LeaderIdAndEpoch;
import io.odradek.protocol.message.NodeEndpoint;
import io.odradek.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the partitions that requests mean, by name or by id.
 *
 * <p>Thread-safe.
 */
public final class PartitionLookup {
    private final Supplier<ClusterImage> image;
    private final int nodeId;
    private final ServedPartitions partitions;

    /** Looks in the cluster for topics and in what is served for their partitions. */
    public PartitionLookup(int nodeId, Supplier<ClusterImage> image, ServedPartitions partitions) {
        this.nodeId = nodeId;
        this.image = image;
        this.partitions = partitions;
    }

    /**
     * A topic's partition, or why there is none.
     *
     * @param partition the partition, null with an error
     * @param error why it is not there
     * @param reason the same as a sentence, empty without an error
     */
    record Found(@Nullable Partition partition, ErrorCode error, String reason) {
        static Found absent(ErrorCode error, String reason) {
            return new Found(null, error, reason);
        }
    }

    /** The topic that a request means: by id where it has one, else by name. */
    Optional<TopicRegistration> topic(String name, UUID id) {
        return id.equals(Wire.UUID_ZERO) ? image.get().named(name) : image.get().identified(id);
    }

    /** What a client is told of a topic that is not there. */
    static ErrorCode absent(UUID id) {
        return id.equals(Wire.UUID_ZERO) ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.UNKNOWN_TOPIC_ID;
    }

    /** A partition of a topic that is there; a replica that could not be opened has a storage that failed. */
    Found partition(TopicRegistration topic, int index) {
        if (index < 0 || index >= topic.partitionCount()) {
            return Found.absent(
                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                    "Topic '" + topic.name() + "' has " + topic.partitionCount() + " partitions, none of which is " + index);
        }
        Optional<Partition> served = partitions.find(topic.id(), index);
        if (served.isPresent()) {
            return new Found(served.get(), ErrorCode.NONE, "");
        }
        PartitionRegistration known = topic.partitions().get(index);
        return known.leader() == nodeId
                ? Found.absent(
                        ErrorCode.KAFKA_STORAGE_ERROR,
                        "The data of topic '" + topic.name() + "' could not be opened; the broker's log says why")
                : Found.absent(
                        ErrorCode.NOT_LEADER_OR_FOLLOWER,
                        "Partition " + index + " of topic '" + topic.name() + "' is not led by this broker");
    }

    /** Who leads a partition, as far as this broker knows. */
    LeaderIdAndEpoch leader(String name, UUID id, int index) {
        return topic(name, id)
                .filter(topic -> index >= 0 && index < topic.partitionCount())
                .map(topic -> topic.partitions().get(index))
                .filter(PartitionRegistration::hasLeader)
                .map(partition -> new LeaderIdAndEpoch(partition.leader(), partition.leaderEpoch()))
                .orElse(LeaderIdAndEpoch.NONE);
    }

    /** Where leaders are. */
    List<NodeEndpoint> endpoints(Collection<LeaderIdAndEpoch> leaders) {
        ClusterImage now = image.get();
        List<NodeEndpoint> endpoints = new ArrayList<>();
        for (BrokerRegistration broker : now.brokers().values()) {
            if (leaders.stream().anyMatch(leader -> leader.leaderId() == broker.id())) {
                endpoints.add(new NodeEndpoint(broker.id(), broker.address().host(), broker.address().port(), null));
            }
        }
        return endpoints;
    }
}
