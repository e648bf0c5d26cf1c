package io.odradek.testkit.cluster;

import io.odradek.broker.BrokerEngine;
import io.odradek.broker.view.ReplicaView;
import io.odradek.controller.image.PartitionRegistration;
import java.util.List;
import java.util.Optional;

/**
 * Who leads, as the brokers themselves believe.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class Leaders {
    private final List<ClusterBroker> brokers;

    Leaders(List<ClusterBroker> brokers) {
        this.brokers = List.copyOf(brokers);
    }

    /** A broker that leads a first partition; two may believe it. */
    Optional<ClusterBroker> ofFirstPartition() {
        return brokers.stream().filter(broker -> broker.engine().flatMap(Leaders::ledFirst).isPresent()).findFirst();
    }

    /** Whether that is the preferred one, the first of the partition's replicas, so that nothing moves when that is asked for. */
    boolean isPreferred() {
        return registration().filter(partition -> partition.leader() == partition.replicas().get(0)).isPresent();
    }

    /** Whether it moves when the preferred one is asked for. */
    boolean canMove() {
        return registration().filter(partition -> partition.leader() != partition.replicas().get(0)
                && partition.inSync().contains(partition.replicas().get(0))).isPresent();
    }

    private Optional<PartitionRegistration> registration() {
        return ofFirstPartition().flatMap(ClusterBroker::engine).flatMap(engine -> ledFirst(engine)
                .flatMap(replica -> engine.cluster().identified(replica.topicId()))
                .map(topic -> topic.partitions().get(0)));
    }

    private static Optional<ReplicaView> ledFirst(BrokerEngine engine) {
        return engine.replicas().stream().filter(replica -> replica.leads() && replica.id().partition() == 0).findFirst();
    }
}
