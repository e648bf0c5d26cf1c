package io.odradek.cli.command;

import io.odradek.api.TopicPartition;
import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.cluster.Outcome;
import io.odradek.cli.cluster.TopicSetup;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.output.RecordPrinter;
import io.odradek.client.TopicMetadata;
import io.odradek.client.reader.OffsetPoint;
import io.odradek.client.reader.PartitionReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code odradek consume}: the records of a topic, printed.
 *
 * <p>Confined to one thread.
 */
@Command(
        name = "consume",
        description = {
            "Prints the values of a topic's records, one a line.",
            "It begins at the end of the topic unless --from-beginning or --offset says otherwise, and stops at the end that it saw when it"
                    + " started unless --follow is given: so one of these three is needed to see anything.",
            "Records of one partition come in their order; partitions are not ordered among each other."
        },
        footer = {
            "",
            "With --json, a line has partition, offset, timestamp (milliseconds since 1970), key, headers and value. Bytes that are not"
                    + " UTF-8 make key or value null and stand in key_base64 or value_base64 instead."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ConsumeCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = {"-t", "--topic"},
            required = true,
            description = "Whose records.")
    private String topic = "";

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--from-beginning", description = "Begin with the first record that the topic still has.")
    private boolean fromBeginning;

    @Option(
            names = {"-o", "--offset"},
            paramLabel = "O",
            description = "Begin at this offset of each partition that is read.")
    private @Nullable Long offset;

    @Option(
            names = {"-p", "--partition"},
            paramLabel = "P",
            description = "Read this partition only.")
    private @Nullable Integer partition;

    @Option(
            names = {"-n", "--max-messages"},
            paramLabel = "N",
            description = "Stop after N records.")
    private @Nullable Long recordCountMax;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with records that come later, until interrupted.")
    private boolean follow;

    @Option(names = "--print-key", description = "Print the key and a tab before the value.")
    private boolean printKey;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    /** A command that talks to {@code console}. */
    public ConsumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        checkOptions();
        try (Cluster source = cluster.openExisting()) {
            TopicMetadata described = new TopicSetup(source).existing(topic);
            PartitionReader reader = source.reader();
            List<TopicPartition> partitions = partitions(described);
            Map<TopicPartition, Long> ends = new TreeMap<>(Outcome.of(reader.offsets(partitions, OffsetPoint.END)));
            Map<TopicPartition, Long> starts = new TreeMap<>(Outcome.of(reader.offsets(partitions, OffsetPoint.START)));
            Consumption consumption = new Consumption(reader, new RecordPrinter(console.out(), json, printKey), console);
            boolean ended = consumption.run(
                    begin(starts, ends), follow ? Map.of() : ends, recordCountMax == null ? Long.MAX_VALUE : recordCountMax);
            if (!fromBeginning && offset == null && !follow) {
                console.note("nothing is read between the topic's end and its end: give --from-beginning, --offset or --follow");
            }
            return ended ? ExitCode.DONE : ExitCode.INTERRUPTED;
        }
    }

    private void checkOptions() {
        cluster.check();
        if (fromBeginning && offset != null) {
            throw CommandFailure.usage("--from-beginning and --offset contradict each other; leave one of them away");
        }
        if (offset != null && offset < 0) {
            throw CommandFailure.usage("--offset is " + offset + "; offsets begin at 0");
        }
        if (recordCountMax != null && recordCountMax < 1) {
            throw CommandFailure.usage("--max-messages is " + recordCountMax + "; give at least 1");
        }
        if (json && printKey) {
            throw CommandFailure.usage("--print-key is for plain output; --json prints the key anyway");
        }
    }

    private List<TopicPartition> partitions(TopicMetadata described) {
        int count = described.partitions().size();
        if (partition == null) {
            return IntStream.range(0, count).mapToObj(number -> new TopicPartition(topic, number)).toList();
        }
        if (partition < 0 || partition >= count) {
            throw CommandFailure.usage("--partition is " + partition + "; topic '" + topic + "' has partitions 0 to " + (count - 1));
        }
        return List.of(new TopicPartition(topic, partition));
    }

    private Map<TopicPartition, Long> begin(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        if (fromBeginning) {
            return starts;
        }
        if (offset == null) {
            return ends;
        }
        Map<TopicPartition, Long> begin = new TreeMap<>();
        for (TopicPartition one : ends.keySet()) {
            if (offset < starts.get(one) || offset > ends.get(one)) {
                throw CommandFailure.usage(
                        "--offset is " + offset + "; the records of " + one + " have offsets from " + starts.get(one) + " up to " + ends.get(one));
            }
            begin.put(one, offset);
        }
        return begin;
    }
}
