package io.odradek.cli.command;

import io.odradek.api.TopicPartition;
import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.cluster.Outcome;
import io.odradek.cli.cluster.TopicSetup;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.output.Table;
import io.odradek.cli.output.Table.Column;
import io.odradek.cli.output.TopicJson;
import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import io.odradek.client.reader.OffsetPoint;
import io.odradek.client.reader.PartitionReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code odradek topics describe}. Confined to one thread. */
@Command(
        name = "describe",
        description = "Shows the partitions of topics, of all of them when none is named: leader, replicas, and where the log begins and ends.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TopicsDescribeCommand extends TopicsCommand.Subcommand {
    @Mixin
    private TopicsCommand.Names names = new TopicsCommand.Names();

    TopicsDescribeCommand(Console console) {
        super(console);
    }

    @Override
    int work(Cluster opened) {
        Collection<String> wanted = names.given();
        if (wanted.isEmpty()) {
            wanted = Outcome.of(opened.admin().listTopics()).stream().map(TopicMetadata::name).toList();
        }
        TopicSetup topics = new TopicSetup(opened);
        PartitionReader reader = opened.reader();
        for (String name : wanted) {
            TopicMetadata topic = topics.existing(name);
            List<TopicPartition> led = new ArrayList<>();
            for (PartitionMetadata partition : topic.partitions()) {
                if (partition.hasLeader()) {
                    led.add(new TopicPartition(name, partition.index()));
                }
            }
            Map<TopicPartition, Long> starts = Outcome.of(reader.offsets(led, OffsetPoint.START));
            Map<TopicPartition, Long> ends = Outcome.of(reader.offsets(led, OffsetPoint.END));
            if (json) {
                TopicJson.print(topic, starts, ends, console.out());
            } else {
                print(topic, starts, ends);
            }
        }
        return ExitCode.DONE;
    }

    private void print(TopicMetadata topic, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        console.out().println("topic " + topic.name() + " (" + topic.id() + ")");
        Table table = new Table(
                Column.number("partition"),
                Column.number("leader"),
                Column.text("replicas"),
                Column.text("in sync"),
                Column.number("first offset"),
                Column.number("end offset"));
        for (PartitionMetadata partition : topic.partitions()) {
            TopicPartition id = new TopicPartition(topic.name(), partition.index());
            table.add(
                    Integer.toString(partition.index()),
                    partition.hasLeader() ? Integer.toString(partition.leaderId()) : "-",
                    numbers(partition.replicas()),
                    numbers(partition.inSyncReplicas()),
                    starts.containsKey(id) ? starts.get(id).toString() : "-",
                    ends.containsKey(id) ? ends.get(id).toString() : "-");
        }
        table.print(console.out());
    }

    private static String numbers(List<Integer> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }
}
