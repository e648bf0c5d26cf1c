package io.odradek.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.odradek.cli.cluster.ClusterHealth;
import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import io.odradek.client.admin.ClusterDescription;
import io.odradek.spi.transport.Endpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is, for programs: one JSON object on one line.
 *
 * <p>Immutable.
 */
public final class HealthJson {
    private HealthJson() {}

    /** Writes brokers, topics and sums; a controller or leader that is not known is null. */
    public static void print(ClusterHealth health, PrintStream out) {
        new JsonLine().printObject(out, line -> {
            line.writeStringField("cluster", health.cluster().clusterId().orElse(null));
            number(line, "controller", health.cluster().controllerId());
            line.writeArrayFieldStart("brokers");
            for (ClusterDescription.Broker broker : health.cluster().brokers()) {
                broker(line, broker.id(), broker.endpoint().map(Endpoint::toString).orElse(null), broker.fenced() ? "fenced" : "alive");
            }
            for (int id : health.absentIds()) {
                broker(line, id, null, "absent");
            }
            line.writeEndArray();
            line.writeArrayFieldStart("topics");
            for (TopicMetadata topic : health.topics()) {
                topic(line, topic);
            }
            line.writeEndArray();
            line.writeNumberField("partitions", health.partitionCount());
            line.writeNumberField("under_replicated", health.underReplicatedCount());
            line.writeNumberField("leaderless", health.leaderlessCount());
        });
    }

    private static void broker(JsonGenerator line, int id, @Nullable String address, String state) throws IOException {
        line.writeStartObject();
        line.writeNumberField("id", id);
        line.writeStringField("address", address);
        line.writeStringField("state", state);
        line.writeEndObject();
    }

    private static void topic(JsonGenerator line, TopicMetadata topic) throws IOException {
        line.writeStartObject();
        line.writeStringField("topic", topic.name());
        line.writeArrayFieldStart("partitions");
        for (PartitionMetadata partition : topic.partitions()) {
            line.writeStartObject();
            line.writeNumberField("partition", partition.index());
            number(line, "leader", partition.leaderId());
            numbers(line, "replicas", partition.replicas());
            numbers(line, "in_sync", partition.inSyncReplicas());
            line.writeBooleanField("under_replicated", ClusterHealth.isUnderReplicated(partition));
            line.writeEndObject();
        }
        line.writeEndArray();
        line.writeEndObject();
    }

    private static void number(JsonGenerator line, String name, int id) throws IOException {
        if (id < 0) {
            line.writeNullField(name);
        } else {
            line.writeNumberField(name, id);
        }
    }

    private static void numbers(JsonGenerator line, String name, List<Integer> numbers) throws IOException {
        line.writeFieldName(name);
        line.writeArray(numbers.stream().mapToInt(Integer::intValue).toArray(), 0, numbers.size());
    }
}
