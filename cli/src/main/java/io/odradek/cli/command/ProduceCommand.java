package io.odradek.cli.command;

import io.odradek.api.Producer;
import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.cluster.TopicSetup;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.input.CsvInput;
import io.odradek.cli.input.InputFile;
import io.odradek.cli.input.RecordInput;
import io.odradek.cli.input.TextInput;
import io.odradek.cli.output.DeliverySummary;
import io.odradek.cli.output.Progress;
import io.odradek.cli.output.SummaryJson;
import io.odradek.cli.output.SummaryText;
import io.odradek.spi.runtime.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code odradek produce}: the records of a file or of standard input become records of a topic.
 *
 * <p>Confined to one thread.
 */
@Command(
        name = "produce",
        description = "Sends the records of a file, or of standard input, to a topic and tells what became of them.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ProduceCommand implements Callable<Integer> {
    private static final int PARTITION_COUNT_DEFAULT = 3;

    private final Console console;

    @Option(
            names = {"-t", "--topic"},
            required = true,
            description = "Where the records go.")
    private String topic = "";

    @Option(names = "--input", paramLabel = "FILE", defaultValue = "-", description = "A file, or - for standard input (default: -).")
    private String input = "-";

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text: a line is a value; csv: a row behind the header line is a value, as it stands in the file"
                    + " (RFC 4180). Lines end with LF or CR LF, which is no part of the value. Default: text.")
    private Format format = Format.TEXT;

    @Option(names = "--key-field", paramLabel = "NAME", description = "csv: the field that is the record's key.")
    private @Nullable String keyField;

    @Option(
            names = "--key-separator",
            paramLabel = "C",
            description = "text: what stands between key and value; \\t for a tab.")
    private @Nullable String keySeparator;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Create the topic with N partitions if it does not exist (default: 3 with a broker of its own, as the broker"
                    + " likes otherwise).")
    private @Nullable Integer partitionCount;

    @Option(names = "--acks", paramLabel = "0|1|all", description = "What counts as acknowledged (default: 1).")
    private @Nullable String acks;

    @Option(names = "--partitioner", paramLabel = "NAME", description = "Who chooses the partition; `odradek plugins` lists them.")
    private @Nullable String partitioner;

    @Option(
            names = {"-z", "--compression"},
            paramLabel = "CODEC",
            description = "none, gzip, snappy, lz4 or zstd (default: none).")
    private @Nullable String compression;

    @Option(names = "-X", paramLabel = "KEY=VALUE", description = "Any configuration key of the producer.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--json", description = "Tell the outcome as one JSON object.")
    private boolean json;

    /** How records stand in the input. */
    enum Format {
        /** Lines. */
        TEXT,
        /** Comma-separated values. */
        CSV
    }

    /** A command that talks to {@code console}. */
    public ProduceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        Map<String, String> producerSettings = producerSettings();
        InputFile file = new InputFile(input);
        try (InputStream source = file.open(console.in());
                RecordInput records = open(source, file.name());
                Cluster target = cluster.open()) {
            requireTopic(target);
            Delivery.Outcome outcome;
            try (Producer<byte[], byte[]> producer = target.producer(producerSettings);
                    Progress progress = Progress.ofBytes(console, topic, file.sizeBytes())) {
                outcome = new Delivery(producer, records, topic, Clock.system(), progress).run(console.interruption());
            }
            return tell(outcome, file.name());
        }
    }

    private void checkOptions() {
        cluster.check();
        if (keyField != null && format != Format.CSV) {
            throw CommandFailure.usage("--key-field needs --format csv; with --format text, --key-separator tells where the key ends");
        }
        if (keySeparator != null && format != Format.TEXT) {
            throw CommandFailure.usage("--key-separator needs --format text; with --format csv, --key-field names the key");
        }
        if (keySeparator != null && keySeparator.isEmpty()) {
            throw CommandFailure.usage("--key-separator is empty; give what stands between key and value");
        }
        if (partitionCount != null && partitionCount < 1) {
            throw CommandFailure.usage("--partitions is " + partitionCount + "; a topic has at least 1");
        }
    }

    private Map<String, String> producerSettings() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        put(all, "acks", acks, "--acks");
        put(all, "partitioner", partitioner, "--partitioner");
        put(all, "compression.type", compression, "--compression");
        return all;
    }

    private static void put(Map<String, String> all, String key, @Nullable String value, String option) {
        if (value == null) {
            return;
        }
        String other = all.putIfAbsent(key, value);
        if (other != null && !other.equals(value)) {
            throw CommandFailure.usage(option + " " + value + " contradicts -X " + key + "=" + other + "; leave one of them away");
        }
    }

    private RecordInput open(InputStream source, String name) throws IOException {
        return format == Format.CSV
                ? new CsvInput(source, name, keyField)
                : new TextInput(source, name, keySeparator == null ? null : keySeparator.replace("\\t", "\t"));
    }

    private void requireTopic(Cluster target) {
        Integer wanted = partitionCount == null && cluster.isEmbedded() ? Integer.valueOf(PARTITION_COUNT_DEFAULT) : partitionCount;
        new TopicSetup(target).require(topic, wanted, partitionCount != null);
    }

    private int tell(Delivery.Outcome outcome, String inputName) {
        if (json) {
            SummaryJson.print(outcome.summary(), console.out());
        } else {
            SummaryText.print(outcome.summary(), console.out());
        }
        outcome.failures().forEach(console::note);
        if (outcome.inputFailure() != null) {
            console.note(outcome.inputFailure().getMessage() + "; " + sentBefore(outcome.summary()));
            return outcome.inputFailure().exitCode();
        }
        if (!outcome.failures().isEmpty()) {
            return ExitCode.FAILED;
        }
        if (outcome.interrupted()) {
            console.note("interrupted: the rest of " + inputName + " was not sent");
            return ExitCode.INTERRUPTED;
        }
        if (outcome.summary().recordCount() == 0) {
            console.note(inputName + " has no records: nothing was sent");
        }
        return ExitCode.DONE;
    }

    private static String sentBefore(DeliverySummary summary) {
        long count = summary.recordCount() + summary.failedCount();
        if (count == 0) {
            return "nothing was sent";
        }
        return count == 1 ? "the one record before it was sent" : "the " + count + " records before it were sent";
    }
}
