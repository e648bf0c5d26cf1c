package io.odradek.broker.internal.partition;

import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the cluster says of one partition to one of its replicas.
 *
 * <p>Immutable.
 *
 * @param partition who leads it and who is in sync
 * @param inSyncReplicaCountMin {@code min.insync.replicas} of its topic
 * @param brokerEpochs the lives of the brokers that have a replica and may be in sync
 */
public record Assignment(PartitionRegistration partition, int inSyncReplicaCountMin, SortedMap<Integer, Long> brokerEpochs) {
    /** Copies the map. */
    public Assignment {
        brokerEpochs = Collections.unmodifiableSortedMap(new TreeMap<>(brokerEpochs));
    }

    /** What an image says of a topic's partition. */
    public static Assignment of(ClusterImage image, TopicRegistration topic, int index) {
        PartitionRegistration partition = topic.partitions().get(index);
        SortedMap<Integer, Long> epochs = new TreeMap<>();
        for (int replica : partition.replicas()) {
            image.broker(replica).filter(BrokerRegistration::isUsable).ifPresent(broker -> epochs.put(replica, broker.epoch()));
        }
        return new Assignment(partition, topic.inSyncReplicaCountMin(), epochs);
    }

    /** How many replicas must be in sync for the high watermark to move; never more than there are. */
    int inSyncReplicaCountNeeded() {
        return Math.min(inSyncReplicaCountMin, partition.replicas().size());
    }

    /** The life of a broker that may be in sync; none for one that may not. */
    long epochOf(int broker) {
        return ((Map<Integer, Long>) brokerEpochs).getOrDefault(broker, BrokerRegistration.NO_EPOCH);
    }
}
