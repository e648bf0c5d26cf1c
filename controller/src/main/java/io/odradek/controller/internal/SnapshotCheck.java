package io.odradek.controller.internal;

import io.odradek.api.CorruptDataException;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.ClusterIds;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicNames;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.protocol.wire.Wire;
import java.util.TreeSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Says whether commands can have made a state: what no command makes is damage, and no broker may follow it.
 *
 * <p>Confined to one thread; for one state.
 */
final class SnapshotCheck {
    /** More changes than any partition sees, and far from where numbers end. */
    private static final int EPOCH_MAX = 1 << 30;

    private final ClusterState.Content content;
    private final Set<Integer> brokers = new TreeSet<>();
    private final Set<String> names = new TreeSet<>();
    private final Set<UUID> ids = new TreeSet<>();
    private int partitionCount;

    private SnapshotCheck(ClusterState.Content content) {
        this.content = content;
    }

    /**
     * Gives back what is sound.
     *
     * @throws CorruptDataException with the first thing that is not
     */
    static ClusterState.Content require(ClusterState.Content content) {
        SnapshotCheck check = new SnapshotCheck(content);
        check.requireCluster();
        content.brokers().forEach(check::requireBroker);
        content.topics().forEach(check::requireTopic);
        return content;
    }

    private void requireCluster() {
        if (!content.clusterId().isEmpty()) {
            refuse(ClusterIds.fault(content.clusterId()));
        }
        require(content.producerIdNext() >= 0, () -> "its next producer id is " + content.producerIdNext());
    }

    private void requireBroker(BrokerRegistration broker) {
        refuse(BrokerRegistration.fault(broker.id(), broker.address().host(), broker.address().port(), broker.directoryId()));
        require(brokers.add(broker.id()), () -> "broker " + broker.id() + " is in it twice");
        require(broker.epoch() >= 0 && broker.heartbeatCount() >= 0, () -> "broker " + broker.id() + " has negative numbers");
    }

    private void requireTopic(TopicRegistration topic) {
        String name = topic.name();
        refuse(TopicNames.fault(name));
        require(names.add(name), () -> "topic '" + name + "' is in it twice");
        require(
                ids.add(topic.id()) && !topic.id().equals(Wire.UUID_ZERO),
                () -> "topic '" + name + "' has no identity of its own, but " + topic.id());
        require(topic.inSyncReplicaCountMin() >= 1, () -> "topic '" + name + "' needs no replica in sync");
        int count = topic.partitionCount();
        partitionCount += count;
        require(
                count >= 1 && count <= TopicRegistration.PARTITION_COUNT_MAX && partitionCount <= ClusterImage.PARTITION_COUNT_MAX,
                () -> "topic '" + name + "' has " + count + " partitions, all up to it have " + partitionCount);
        topic.partitions().forEach(partition -> requirePartition(name, partition));
    }

    private void requirePartition(String topic, PartitionRegistration partition) {
        Set<Integer> replicas = new TreeSet<>(partition.replicas());
        Set<Integer> inSync = new TreeSet<>(partition.inSync());
        Set<Integer> eligible = new TreeSet<>(partition.eligible());
        boolean placed = !replicas.isEmpty() && replicas.size() == partition.replicas().size() && brokers.containsAll(replicas);
        boolean inSyncIsPart = inSync.size() == partition.inSync().size() && replicas.containsAll(inSync);
        boolean eligibleIsPart = eligible.size() == partition.eligible().size() && replicas.containsAll(eligible);
        boolean led = !partition.hasLeader() || inSync.contains(partition.leader());
        boolean wasLed = replicas.containsAll(partition.lastEligible())
                && partition.offers().stream().allMatch(offer -> replicas.contains(offer.brokerId()));
        require(
                placed && inSyncIsPart && eligibleIsPart && led && wasLed
                        && isEpoch(partition.leaderEpoch()) && isEpoch(partition.partitionEpoch()),
                () -> "topic '" + topic + "' has " + partition + ", and the cluster the brokers " + brokers);
    }

    private static boolean isEpoch(int epoch) {
        return epoch >= 0 && epoch <= EPOCH_MAX;
    }

    private static void refuse(Optional<String> fault) {
        fault.ifPresent(why -> require(false, () -> why));
    }

    private static void require(boolean holds, Supplier<String> fault) {
        if (!holds) {
            throw new CorruptDataException("The cluster's snapshot holds what no command makes: " + fault.get());
        }
    }
}
