package io.odradek.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.odradek.api.TopicPartition;
import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Topics for programs: one JSON object on one line each.
 *
 * <p>Immutable.
 */
public final class TopicJson {
    private TopicJson() {}

    /** Writes name, id and number of partitions. */
    public static void printName(TopicMetadata topic, PrintStream out) {
        new JsonLine().printObject(out, line -> {
            line.writeStringField("topic", topic.name());
            line.writeStringField("id", topic.id().toString());
            line.writeNumberField("partitions", topic.partitions().size());
        });
    }

    /** Writes name, id and every partition; a leader or an offset that is not known is null. */
    public static void print(
            TopicMetadata topic, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends, PrintStream out) {
        new JsonLine().printObject(out, line -> {
            line.writeStringField("topic", topic.name());
            line.writeStringField("id", topic.id().toString());
            line.writeArrayFieldStart("partitions");
            for (PartitionMetadata partition : topic.partitions()) {
                TopicPartition id = new TopicPartition(topic.name(), partition.index());
                line.writeStartObject();
                line.writeNumberField("partition", partition.index());
                number(line, "leader", partition.hasLeader() ? Long.valueOf(partition.leaderId()) : null);
                numbers(line, "replicas", partition.replicas());
                numbers(line, "in_sync", partition.inSyncReplicas());
                number(line, "first_offset", starts.get(id));
                number(line, "end_offset", ends.get(id));
                line.writeEndObject();
            }
            line.writeEndArray();
        });
    }

    private static void number(JsonGenerator line, String name, @Nullable Long number) throws IOException {
        if (number == null) {
            line.writeNullField(name);
        } else {
            line.writeNumberField(name, number);
        }
    }

    private static void numbers(JsonGenerator line, String name, List<Integer> numbers) throws IOException {
        line.writeFieldName(name);
        line.writeArray(numbers.stream().mapToInt(Integer::intValue).toArray(), 0, numbers.size());
    }
}
