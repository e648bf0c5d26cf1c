package io.odradek.testkit.cluster;

import io.odradek.broker.BrokerEngine;
import io.odradek.broker.view.ReplicaView;
import io.odradek.broker.view.ReplicaView.BatchMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * All replicas of a cluster in which nothing happens any more, from their first batches to their last.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class WholeReplicas {
    private final List<ClusterBroker> brokers;
    private final Map<String, List<BatchMark>> read = new TreeMap<>();

    WholeReplicas(List<ClusterBroker> brokers) {
        this.brokers = List.copyOf(brokers);
    }

    /** Reads on, as far as that goes at once; whether every replica was read to its end. */
    boolean readOn() {
        boolean whole = true;
        for (ClusterBroker broker : brokers) {
            BrokerEngine engine = broker.engine().orElseThrow();
            for (ReplicaView replica : engine.replicas()) {
                whole &= readOn(engine, replica, batches(broker, replica));
            }
        }
        return whole;
    }

    private static boolean readOn(BrokerEngine engine, ReplicaView replica, List<BatchMark> batches) {
        List<BatchMark> more;
        do {
            more = engine.batches(replica, next(replica, batches));
            batches.addAll(more);
        } while (!more.isEmpty());
        return next(replica, batches) >= replica.endOffset();
    }

    private static long next(ReplicaView replica, List<BatchMark> batches) {
        return batches.isEmpty() ? replica.startOffset() : batches.get(batches.size() - 1).lastOffset() + 1;
    }

    private List<BatchMark> batches(ClusterBroker broker, ReplicaView replica) {
        return read.computeIfAbsent(broker.id() + " " + PartitionKey.of(replica), none -> new ArrayList<>());
    }

    /** Holds replicas of one partition against each other, and each against what it knows of producers. */
    void match(BiConsumer<String, String> violated) {
        Map<PartitionKey, List<BatchMark>> first = new TreeMap<>();
        for (ClusterBroker broker : brokers) {
            BrokerEngine engine = broker.engine().orElseThrow();
            for (ReplicaView replica : engine.replicas()) {
                String who = "broker " + broker.id() + " " + replica;
                List<BatchMark> batches = batches(broker, replica);
                ProducersOfLog.of(batches).match(
                        engine.producers(replica), complaint -> violated.accept(ClusterChecker.PRODUCERS, who + ": " + complaint));
                List<BatchMark> known = first.putIfAbsent(PartitionKey.of(replica), batches);
                if (known != null && !known.equals(batches)) {
                    violated.accept("in the end all replicas are equal", who + " has " + batches.size() + " batches up to " + last(batches)
                            + ", another " + known.size() + " up to " + last(known));
                }
            }
        }
    }

    private static Object last(List<BatchMark> batches) {
        return batches.isEmpty() ? "nothing" : batches.get(batches.size() - 1);
    }
}
