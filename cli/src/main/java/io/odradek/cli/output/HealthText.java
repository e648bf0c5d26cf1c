package io.odradek.cli.output;

import io.odradek.cli.cluster.ClusterHealth;
import io.odradek.cli.output.Table.Column;
import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import io.odradek.client.admin.ClusterDescription;
import io.odradek.spi.transport.Endpoint;
import java.io.PrintStream;
import java.util.List;

/**
 * How a cluster is, for people.
 *
 * <p>Immutable.
 */
public final class HealthText {
    private HealthText() {}

    /** Writes the brokers, every partition, and what is amiss. */
    public static void print(ClusterHealth health, PrintStream out) {
        health.cluster().clusterId().ifPresent(id -> out.println("cluster " + id));
        brokers(health).print(out);
        out.println();
        if (health.topics().isEmpty()) {
            out.println("no topics");
            return;
        }
        partitions(health).print(out);
        out.println();
        int count = health.partitionCount();
        out.println(count + (count == 1 ? " partition" : " partitions") + " of " + health.topics().size()
                + (health.topics().size() == 1 ? " topic" : " topics") + ", " + health.underReplicatedCount() + " under-replicated, "
                + health.leaderlessCount() + " without a leader");
    }

    private static Table brokers(ClusterHealth health) {
        Table table = new Table(Column.number("broker"), Column.text("address"), Column.text("state"));
        for (ClusterDescription.Broker broker : health.cluster().brokers()) {
            String state = broker.fenced() ? "fenced" : "alive";
            table.add(
                    Integer.toString(broker.id()),
                    broker.endpoint().map(Endpoint::toString).orElse("-"),
                    broker.id() == health.cluster().controllerId() ? state + ", controller" : state);
        }
        health.absentIds().forEach(id -> table.add(Integer.toString(id), "-", "absent"));
        return table;
    }

    private static Table partitions(ClusterHealth health) {
        Table table = new Table(
                Column.text("topic"),
                Column.number("partition"),
                Column.number("leader"),
                Column.text("replicas"),
                Column.text("in sync"),
                Column.text(""));
        for (TopicMetadata topic : health.topics()) {
            for (PartitionMetadata partition : topic.partitions()) {
                table.add(
                        topic.name(),
                        Integer.toString(partition.index()),
                        partition.hasLeader() ? Integer.toString(partition.leaderId()) : "none",
                        numbers(partition.replicas()),
                        numbers(partition.inSyncReplicas()),
                        ClusterHealth.isUnderReplicated(partition) ? "under-replicated" : "");
            }
        }
        return table;
    }

    private static String numbers(List<Integer> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }
}
