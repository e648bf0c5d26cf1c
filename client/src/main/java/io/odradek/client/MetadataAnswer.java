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

/** Turns the answer of a broker into a snapshot. Confined to the thread that made it. */
final class MetadataAnswer {
    private static final int PORT_MAX = 65_535;

    private final MetadataResponse response;
    private final ClusterMetadata before;
    private final SortedMap<Integer, BrokerNode> brokers = new TreeMap<>();

    private MetadataAnswer(MetadataResponse response, ClusterMetadata before) {
        this.response = response;
        this.before = before;
    }

    /**
     * The snapshot that an answer makes of the one before. Of a partition whose epoch is older than the known one the known one stays,
     * with its leader's address: the broker that answered has not heard yet (KIP-320). Where topics have no ids, one that was made anew
     * begins again from epoch 0 and cannot be told from a broker that lags, so there the answer is believed. A leader that is not among
     * the brokers cannot be asked, and is none.
     */
    static ClusterMetadata toSnapshot(MetadataResponse response, ClusterMetadata before) {
        return new MetadataAnswer(response, before).snapshot();
    }

    private ClusterMetadata snapshot() {
        for (MetadataResponse.Broker broker : response.brokers()) {
            if (!broker.host().isBlank() && broker.port() > 0 && broker.port() <= PORT_MAX) {
                Endpoint endpoint = new Endpoint(broker.host(), broker.port());
                brokers.put(broker.nodeId(), new BrokerNode(broker.nodeId(), endpoint, Optional.ofNullable(broker.rack())));
            }
        }
        SortedMap<String, TopicMetadata> topics = new TreeMap<>();
        for (MetadataResponse.Topic topic : response.topics()) {
            String name = topic.name();
            if (name != null) {
                topics.put(name, topic(name, topic));
            }
        }
        return new ClusterMetadata(response.clusterId(), response.controllerId(), brokers, topics);
    }

    private TopicMetadata topic(String name, MetadataResponse.Topic answered) {
        List<PartitionMetadata> partitions = new ArrayList<>();
        List<MetadataResponse.Partition> sorted = new ArrayList<>(answered.partitions());
        sorted.sort(Comparator.comparingInt(MetadataResponse.Partition::partitionIndex));
        List<PartitionMetadata> known = known(name, answered);
        for (MetadataResponse.Partition partition : sorted) {
            if (partition.partitionIndex() != partitions.size()) {
                // A gap: the answer is of no use, and the next one will tell more.
                return new TopicMetadata(
                        name, answered.topicId(), ErrorCode.LEADER_NOT_AVAILABLE, answered.isInternal(), List.of());
            }
            partitions.add(reachable(newer(partition(partition), known)));
        }
        // A topic's partitions never become fewer: the broker that answered has not heard of the last ones yet.
        for (PartitionMetadata last : known.subList(Math.min(partitions.size(), known.size()), known.size())) {
            partitions.add(reachable(kept(last)));
        }
        ErrorCode error = ErrorCode.of(answered.errorCode());
        return new TopicMetadata(
                name, answered.topicId(), error, answered.isInternal(), error == ErrorCode.NONE ? partitions : List.of());
    }

    /** What was known of this very topic; nothing of one of the same name that was deleted. */
    private List<PartitionMetadata> known(String name, MetadataResponse.Topic answered) {
        return before.topic(name)
                .filter(topic -> !topic.id().equals(Wire.UUID_ZERO) && topic.id().equals(answered.topicId()))
                .map(TopicMetadata::partitions)
                .orElse(List.of());
    }

    private PartitionMetadata newer(PartitionMetadata answered, List<PartitionMetadata> known) {
        if (answered.index() >= known.size()) {
            return answered;
        }
        PartitionMetadata old = known.get(answered.index());
        return answered.leaderEpoch() >= 0 && answered.leaderEpoch() < old.leaderEpoch() ? kept(old) : answered;
    }

    /** An answer that told of a leader may have told of its address too, which a broker that lags does not know. */
    private PartitionMetadata kept(PartitionMetadata old) {
        before.broker(old.leaderId()).ifPresent(leader -> brokers.putIfAbsent(leader.id(), leader));
        return old;
    }

    private PartitionMetadata reachable(PartitionMetadata partition) {
        return !partition.hasLeader() || brokers.containsKey(partition.leaderId()) ? partition : partition.withoutLeader();
    }

    private static PartitionMetadata partition(MetadataResponse.Partition answered) {
        return new PartitionMetadata(
                answered.partitionIndex(),
                ErrorCode.of(answered.errorCode()),
                answered.leaderId() < 0 ? PartitionMetadata.NO_LEADER : answered.leaderId(),
                answered.leaderEpoch(),
                answered.replicaNodes(),
                answered.isrNodes(),
                answered.offlineReplicas());
    }
}
