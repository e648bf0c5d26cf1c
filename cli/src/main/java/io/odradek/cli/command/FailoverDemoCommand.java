package io.odradek.cli.command;

import io.odradek.api.Producer;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.failover.FailoverTrial;
import io.odradek.cli.failover.Ledger;
import io.odradek.cli.failover.StrikeFeed;
import io.odradek.cli.failover.StrikeKind;
import io.odradek.cli.output.JsonLine;
import io.odradek.cli.output.Quantity;
import io.odradek.cli.output.Table;
import io.odradek.cli.output.Table.Column;
import io.odradek.cli.process.BrokerFleet;
import io.odradek.cli.process.ClusterDirectory;
import io.odradek.cli.process.ClusterPlan;
import io.odradek.cli.process.JavaProgram;
import io.odradek.cli.trial.TemporaryDirectory;
import io.odradek.cli.trial.TrialCluster;
import io.odradek.cli.trial.TrialView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code odradek failover-demo}: leaders are killed while records arrive, and nothing is lost.
 *
 * <p>Confined to one thread.
 */
@Command(
        name = "failover-demo",
        description = {
            "Runs three brokers in processes of their own, sends the records of a file to them over and over (acks=all, idempotent), kills"
                    + " the leader of the busiest partition (kill -9) and brings it back, several times, every second time the one that leads the"
                    + " quorum too; stops leaders in good order; and reads everything back.",
            "The exit code is 1 when a record was lost, is there twice or in the wrong order."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class FailoverDemoCommand implements Callable<Integer> {
    private static final int BROKER_COUNT = 3;
    private static final long NS_PER_MS = 1_000_000L;
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final Console console;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "How long to send, at the least (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--kills", paramLabel = "K", defaultValue = "3", description = "How often to kill a leader (${DEFAULT-VALUE}).")
    private int killCount;

    @Option(names = "--stops", paramLabel = "K", defaultValue = "1", description = "How often to stop a leader in good order (${DEFAULT-VALUE}).")
    private int stopCount;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many records to send a second (${DEFAULT-VALUE}).")
    private int ratePerSecond;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            defaultValue = "examples/data/birdstrikes.csv",
            description = "CSV with a header line (default: ${DEFAULT-VALUE}).")
    private String input = "";

    @Option(
            names = "--key-field",
            paramLabel = "NAME",
            defaultValue = "Origin State",
            description = "The field that is the record's key (default: ${DEFAULT-VALUE}).")
    private String keyField = "";

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "6", description = "How many partitions (${DEFAULT-VALUE}).")
    private int partitionCount;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the brokers keep their data (default: a temporary directory).")
    private @Nullable Path dataDir;

    @Option(names = "--heap-mb", paramLabel = "MB", defaultValue = "128", description = "The heap of each broker's JVM (${DEFAULT-VALUE}).")
    private int heapMb;

    @Option(names = "--json", description = "Tell the outcome as one JSON object.")
    private boolean json;

    /** A command that talks to {@code console}. */
    public FailoverDemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        StrikeFeed feed = StrikeFeed.of(input, keyField);
        Path directory = dataDir == null ? TemporaryDirectory.make("failover") : dataDir;
        int code = ExitCode.FAILED;
        try (ClusterDirectory cluster = ClusterDirectory.open(directory)) {
            ClusterPlan plan = ClusterPlan.onFreePorts(directory.toAbsolutePath(), BROKER_COUNT, Map.of());
            cluster.check(plan);
            try (BrokerFleet fleet = new BrokerFleet(plan, JavaProgram.odradek(heapMb, List.of()), new Deaths(console, BROKER_COUNT))) {
                cluster.write(fleet);
                fleet.start(console.interruption().requested());
                code = console.interruption().isRequested() ? ExitCode.INTERRUPTED : demonstrate(fleet, feed);
                if (dataDir != null) {
                    fleet.stop(OptionalInt.empty(), STOP_MAX);
                    cluster.write(fleet);
                }
            }
        } finally {
            tidy(directory, code);
        }
        return code;
    }

    private void tidy(Path directory, int code) {
        if (dataDir == null && (code == ExitCode.FAILED || !TemporaryDirectory.delete(directory))) {
            console.note("the brokers' data and logs are left in " + directory);
        }
    }

    private void checkOptions() {
        check("--seconds", seconds, 1);
        check("--kills", killCount, 0);
        check("--stops", stopCount, 0);
        check("--rate", ratePerSecond, 1);
        check("--partitions", partitionCount, 1);
    }

    private static void check(String option, int value, int min) {
        if (value < min) {
            throw CommandFailure.usage(option + " is " + value + "; give at least " + min);
        }
    }

    private int demonstrate(BrokerFleet fleet, StrikeFeed feed) throws InterruptedException {
        String topic = "strikes-" + System.currentTimeMillis();
        try (TrialCluster trial = TrialCluster.of(fleet, topic, partitionCount);
                Producer<byte[], byte[]> producer =
                        trial.cluster().producer(Map.of("acks", "all", "enable.idempotence", "true", "linger.ms", "5"))) {
            TrialView view = new TrialView(console);
            FailoverTrial.Result result =
                    new FailoverTrial(trial, producer, feed, ratePerSecond, view, console.interruption()).run(
                            seconds, StrikeKind.of(killCount, stopCount));
            tell(result);
            if (!result.sums().isRight()) {
                return ExitCode.FAILED;
            }
            return console.interruption().isRequested() ? ExitCode.INTERRUPTED : ExitCode.DONE;
        }
    }

    private void tell(FailoverTrial.Result result) {
        Ledger.Sums sums = result.sums();
        if (json) {
            new JsonLine().printObject(console.out(), line -> {
                line.writeNumberField("sent", sums.sent());
                line.writeNumberField("acknowledged", sums.acknowledged());
                line.writeNumberField("failed", sums.failed());
                line.writeNumberField("in_log", sums.inLog());
                line.writeNumberField("lost", sums.lost());
                line.writeNumberField("duplicated", sums.duplicated());
                line.writeNumberField("out_of_order", sums.outOfOrder());
                line.writeNumberField("longest_gap_ms", result.longestGapNs() / NS_PER_MS);
                line.writeArrayFieldStart("strikes");
                for (FailoverTrial.Strike strike : result.strikes()) {
                    line.writeStartObject();
                    line.writeStringField("kind", strike.kind().words());
                    line.writeNumberField("longest_gap_ms", strike.gapNs() / NS_PER_MS);
                    line.writeEndObject();
                }
                line.writeEndArray();
            });
        } else {
            line("sent", sums.sent());
            line("acknowledged", sums.acknowledged());
            line("failed", sums.failed());
            line("in the log", sums.inLog());
            line("lost", sums.lost());
            line("duplicated", sums.duplicated());
            line("out of order", sums.outOfOrder());
            console.out().println();
            tellGaps(result.strikes());
        }
        console.out().flush();
    }

    /** How long nothing of a partition was acknowledged, by what was done. */
    private void tellGaps(List<FailoverTrial.Strike> strikes) {
        Table table = new Table(Column.text("strike"), Column.number("times"), Column.number("shortest gap"), Column.number("longest gap"));
        for (StrikeKind kind : StrikeKind.values()) {
            LongSummaryStatistics gapsNs = strikes.stream()
                    .filter(strike -> strike.kind() == kind)
                    .mapToLong(FailoverTrial.Strike::gapNs)
                    .summaryStatistics();
            if (gapsNs.getCount() > 0) {
                table.add(kind.words(), Long.toString(gapsNs.getCount()), seconds(gapsNs.getMin()), seconds(gapsNs.getMax()));
            }
        }
        table.print(console.out());
    }

    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.2f s", ns / 1e9);
    }

    private void line(String what, long count) {
        console.out().printf(Locale.ROOT, "%-15s  %s%n", what, Quantity.count(count));
    }
}
