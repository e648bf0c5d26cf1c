package io.odradek.client;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.wire.Wire;
import io.odradek.spi.transport.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns the answer of a broker into a snapshot. Thread-safe. */
final class MetadataAnswer {
    private MetadataAnswer() {}

    /**
     * The snapshot that an answer makes of the one before. Of a partition whose epoch is older than the known one the known one stays:
     * the broker that answered has not heard yet (KIP-320).
     */
    static ClusterMetadata toSnapshot(MetadataResponse response, ClusterMetadata before) {
        SortedMap<Integer, BrokerNode> brokers = new TreeMap<>();
        for (MetadataResponse.Broker broker : response.brokers()) {
            if (!broker.host().isBlank() && broker.port() > 0 && broker.port() <= 65_535) {
                brokers.put(
                        broker.nodeId(),
                        new BrokerNode(
                                broker.nodeId(), new Endpoint(broker.host(), broker.port()), Optional.ofNullable(broker.rack())));
            }
        }
        SortedMap<String, TopicMetadata> topics = new TreeMap<>();
        for (MetadataResponse.Topic topic : response.topics()) {
            String name = topic.name();
            if (name != null) {
                topics.put(name, topic(name, topic, before));
            }
        }
        return new ClusterMetadata(response.clusterId(), response.controllerId(), brokers, topics);
    }

    private static TopicMetadata topic(String name, MetadataResponse.Topic answered, ClusterMetadata before) {
        List<PartitionMetadata> partitions = new ArrayList<>();
        List<MetadataResponse.Partition> sorted = new ArrayList<>(answered.partitions());
        sorted.sort(Comparator.comparingInt(MetadataResponse.Partition::partitionIndex));
        Optional<TopicMetadata> known =
                before.topic(name).filter(topic -> topic.isKnown() && topic.id().equals(answered.topicId()));
        for (MetadataResponse.Partition partition : sorted) {
            if (partition.partitionIndex() != partitions.size()) {
                // A gap: the answer is of no use, and the next one will tell more.
                return new TopicMetadata(
                        name, answered.topicId(), ErrorCode.LEADER_NOT_AVAILABLE, answered.isInternal(), List.of());
            }
            partitions.add(newer(partition(partition), known));
        }
        if (known.isPresent() && !answered.topicId().equals(Wire.UUID_ZERO)) {
            // A topic's partitions never become fewer: the broker that answered has not heard of the last ones yet.
            List<PartitionMetadata> all = known.get().partitions();
            partitions.addAll(all.subList(Math.min(partitions.size(), all.size()), all.size()));
        }
        ErrorCode error = ErrorCode.of(answered.errorCode());
        return new TopicMetadata(
                name, answered.topicId(), error, answered.isInternal(), error == ErrorCode.NONE ? partitions : List.of());
    }

    private static PartitionMetadata newer(PartitionMetadata answered, Optional<TopicMetadata> known) {
        if (known.isEmpty() || answered.index() >= known.get().partitions().size()) {
            return answered;
        }
        PartitionMetadata old = known.get().partitions().get(answered.index());
        return answered.leaderEpoch() >= 0 && answered.leaderEpoch() < old.leaderEpoch() ? old : answered;
    }

    private static PartitionMetadata partition(MetadataResponse.Partition answered) {
        return new PartitionMetadata(
                answered.partitionIndex(),
                ErrorCode.of(answered.errorCode()),
                answered.leaderId() < 0 ? PartitionMetadata.NO_LEADER : answered.leaderId(),
                answered.leaderEpoch(),
                answered.replicaNodes(),
                answered.isrNodes());
    }
}
