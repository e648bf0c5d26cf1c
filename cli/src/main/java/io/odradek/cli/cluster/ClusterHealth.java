package io.odradek.cli.cluster;

import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import io.odradek.client.admin.ClusterDescription;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a cluster is: its brokers, its topics, and the partitions that have fewer copies than they should.
 *
 * <p>Immutable.
 *
 * @param cluster the brokers and the controller
 * @param topics every topic, by name
 */
public record ClusterHealth(ClusterDescription cluster, List<TopicMetadata> topics) {
    /** Copies the list. */
    public ClusterHealth {
        topics = List.copyOf(topics);
    }

    /** Asks the cluster. */
    public static ClusterHealth of(Cluster cluster) {
        return new ClusterHealth(Outcome.of(cluster.admin().describeCluster()), Outcome.of(cluster.admin().listTopics()));
    }

    /** Whether some replica of a partition is not in sync. */
    public static boolean isUnderReplicated(PartitionMetadata partition) {
        return partition.inSyncReplicas().size() < partition.replicas().size();
    }

    /** Brokers that keep replicas and that the cluster does not tell of. */
    public SortedSet<Integer> absentIds() {
        SortedSet<Integer> ids = new TreeSet<>();
        topics.forEach(topic -> topic.partitions().forEach(partition -> ids.addAll(partition.replicas())));
        cluster.brokers().forEach(broker -> ids.remove(broker.id()));
        return ids;
    }

    /** How many partitions there are. */
    public int partitionCount() {
        return topics.stream().mapToInt(topic -> topic.partitions().size()).sum();
    }

    /** How many partitions have a replica that is not in sync. */
    public long underReplicatedCount() {
        return topics.stream().flatMap(topic -> topic.partitions().stream()).filter(ClusterHealth::isUnderReplicated).count();
    }

    /** How many partitions nobody leads. */
    public long leaderlessCount() {
        return topics.stream().flatMap(topic -> topic.partitions().stream()).filter(partition -> !partition.hasLeader()).count();
    }
}
