package io.odradek.testkit.cluster;

import io.odradek.broker.view.ReplicaView;
import java.util.Comparator;
import java.util.UUID;

/**
 * A partition of one topic, which is not the partition of the topic that had the name before.
 *
 * <p>Immutable.
 */
record PartitionKey(UUID topicId, int partition) implements Comparable<PartitionKey> {
    private static final Comparator<PartitionKey> ORDER =
            Comparator.comparing(PartitionKey::topicId).thenComparingInt(PartitionKey::partition);

    static PartitionKey of(ReplicaView replica) {
        return new PartitionKey(replica.topicId(), replica.id().partition());
    }

    @Override
    public int compareTo(PartitionKey other) {
        return ORDER.compare(this, other);
    }
}
