package io.odradek.producer.internal.engine;

import io.odradek.client.BrokerNode;
import io.odradek.client.ClusterMetadata;
import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import io.odradek.producer.internal.accumulate.KnownTopic;
import io.odradek.producer.internal.accumulate.PartitionQueue;
import io.odradek.producer.internal.accumulate.TopicQueue;
import io.odradek.producer.internal.send.LeaderTarget;
import io.odradek.producer.internal.send.PartitionLane;
import io.odradek.producer.internal.send.SendLoop;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A topic that records were sent to: its partitions' queues and lanes, and who leads them. Confined to the first event loop. */
final class TopicEntry {
    private final TopicQueue queue;
    private final List<PartitionQueue> queues = new ArrayList<>();
    private final List<PartitionLane> lanes = new ArrayList<>();
    private final List<LeaderTarget> targets = new ArrayList<>();
    private long unknownSinceNs;
    private boolean unknown;
    private EventLoop.@Nullable Timer expiry;

    TopicEntry(TopicQueue queue) {
        this.queue = queue;
    }

    TopicQueue queue() {
        return queue;
    }

    /** Nanoseconds for which the cluster has said that there is no such topic. */
    long unknownForNs(long nowNs) {
        if (!unknown) {
            unknown = true;
            unknownSinceNs = nowNs;
        }
        return nowNs - unknownSinceNs;
    }

    void notUnknown() {
        unknown = false;
    }

    EventLoop.@Nullable Timer expiry() {
        return expiry;
    }

    void setExpiry(EventLoop.@Nullable Timer timer) {
        expiry = timer;
    }

    /** Takes what the cluster says: more partitions, other leaders. */
    KnownTopic lead(TopicMetadata topic, ClusterMetadata cluster, LoopAssignment loops, SendLoop homeless, LaneFactory factory) {
        while (queues.size() < topic.partitions().size()) {
            PartitionQueue fresh = factory.queue(queue, queues.size());
            queues.add(fresh);
            lanes.add(factory.lane(queue, fresh, homeless));
            targets.add(new LeaderTarget(homeless, Optional.empty(), topic.id()));
        }
        int partitionCount = topic.partitions().size();
        for (int gone = partitionCount; gone < queues.size(); gone++) {
            // A topic that was deleted and made anew may have fewer: what waits for the others has nobody to go to.
            turn(gone, new LeaderTarget(targets.get(gone).loop(), Optional.empty(), topic.id()));
        }
        boolean[] withLeader = new boolean[partitionCount];
        for (PartitionMetadata partition : topic.partitions()) {
            int index = partition.index();
            Optional<BrokerNode> leader = partition.hasLeader() ? cluster.broker(partition.leaderId()) : Optional.empty();
            withLeader[index] = leader.isPresent();
            SendLoop loop = leader.map(node -> loops.loopOf(node.id())).orElse(targets.get(index).loop());
            turn(index, new LeaderTarget(loop, leader, topic.id()));
        }
        return new KnownTopic(queue.topic(), queues.subList(0, partitionCount), withLeader);
    }

    private void turn(int partition, LeaderTarget target) {
        if (!target.equals(targets.get(partition))) {
            targets.set(partition, target);
            lanes.get(partition).leadBy(target);
        }
    }

    /** Makes queues and lanes. */
    record LaneFactory(Function<TopicQueue, Function<Integer, PartitionQueue>> queues, long lingerNs) {
        PartitionQueue queue(TopicQueue topic, int partition) {
            return queues.apply(topic).apply(partition);
        }

        PartitionLane lane(TopicQueue topic, PartitionQueue fresh, SendLoop home) {
            return new PartitionLane(fresh, topic.sizeLimit(), lingerNs, home);
        }
    }
}
