package io.odradek.benchmarks.race;

import io.odradek.benchmarks.race.Bench.Surroundings;
import io.odradek.benchmarks.race.course.Matrix;
import io.odradek.benchmarks.race.course.ProducerName;
import io.odradek.benchmarks.race.course.Timing;
import io.odradek.benchmarks.race.process.BuiltEntrants;
import io.odradek.benchmarks.race.process.Entrants;
import io.odradek.benchmarks.race.process.LibrdkafkaProgram;
import io.odradek.benchmarks.race.process.Machine;
import io.odradek.benchmarks.race.process.SourceTree;
import io.odradek.benchmarks.race.process.WorkFolder;
import io.odradek.benchmarks.race.report.ChartSvg;
import io.odradek.benchmarks.race.report.JsonReport;
import io.odradek.benchmarks.race.report.MarkdownReport;
import io.odradek.benchmarks.race.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code odradek bench}: races producers against brokers and shows what came of it.
 *
 * <p>Confined to one thread.
 */
@Command(
        name = "odradek bench",
        description = "Races producers against brokers, each in a process of its own, on the same work, and prints one table.",
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {
            "",
            "Values with commas between are raced in every combination. Records are cut from the bird-strike lines beforehand. A client sends from"
                    + " one thread to a broker of one node; every JVM has a heap of 512 MB.",
            "tuned is batch.size=131072 and linger.ms=10 for every client, tuned-1m batch.size=1000000 and linger.ms=10. At a rate, latency is"
                    + " measured, from the moment at which a record should have been sent.",
            "Two rows come by themselves: bare-loop, without client and broker, is the limit of throughput; bare-socket, which posts one"
                    + " pre-encoded request at a time, is the floor of latency.",
            "A round after which the broker has not what was acknowledged is void, and the exit code is 1."
        })
final class BenchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(names = "--chart", paramLabel = "FILE", description = "Draw a chart, as SVG.")
    private @Nullable Path chart;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the raw numbers, as JSON: an array with one object for each round.")
    private @Nullable Path json;

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description = "Where brokers keep their data and processes their logs (default: a new folder in benchmarks/target).")
    private @Nullable Path workDir;

    @Option(names = "--producer-jvm-options", paramLabel = "OPTIONS", description = "For Odradek's producer alone, a recording for instance.")
    private String producerJvmOptions = "";

    @Option(names = "--broker-jvm-options", paramLabel = "OPTIONS", description = "For Odradek's broker alone.")
    private String brokerJvmOptions = "";

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Timing timing = options.timing();
        Matrix wanted = options.matrix();
        options.partitionCount();
        requireFolder("--chart", chart);
        requireFolder("--json", json);
        SourceTree tree = new SourceTree(surroundings.home());
        Optional<LibrdkafkaProgram> librdkafka = librdkafka(wanted, tree);
        Matrix matrix = librdkafka.isPresent() ? wanted : without(ProducerName.LIBRDKAFKA, wanted);
        if (matrix.producers().isEmpty()) {
            throw new IOException("no producer is left to race");
        }
        return race(matrix, timing, tree, librdkafka);
    }

    private int race(Matrix matrix, Timing timing, SourceTree tree, Optional<LibrdkafkaProgram> librdkafka)
            throws IOException, InterruptedException {
        WorkFolder folder = WorkFolder.below(workDir == null ? tree.target() : workDir);
        BuiltEntrants.JvmOptions jvmOptions = new BuiltEntrants.JvmOptions(words(producerJvmOptions), words(brokerJvmOptions));
        Entrants entrants = new BuiltEntrants(tree, folder.path(), jvmOptions, librdkafka);
        RaceWatcher watcher = new RaceWatcher(surroundings, matrix, timing, options.isQuick());
        String loadBefore = Machine.loadAverage();
        boolean allWell = false;
        try {
            watcher.announce(folder.path());
            Race.Setup setup = new Race.Setup(matrix, timing, options.partitionCount(), tree.birdStrikes(), folder.path(), entrants);
            new Race(setup, watcher).run();
            allWell = watcher.rounds().stream().allMatch(round -> round.figures().isPresent());
        } catch (IOException ended) {
            // The signal that interrupts a race ends its processes too.
            if (!surroundings.interruption().isWished()) {
                throw ended;
            }
        } finally {
            folder.delete(allWell || surroundings.interruption().isWished());
            show(new Results(watcher.rounds()), loadBefore);
        }
        return allWell ? Bench.DONE : Bench.FAILED;
    }

    private Optional<LibrdkafkaProgram> librdkafka(Matrix matrix, SourceTree tree) throws IOException {
        return matrix.producers().contains(ProducerName.LIBRDKAFKA)
                ? LibrdkafkaProgram.compile(tree.librdkafkaSource(), tree.target(), surroundings::note)
                : Optional.empty();
    }

    private static Matrix without(ProducerName name, Matrix matrix) {
        List<ProducerName> others = new ArrayList<>(matrix.producers());
        others.remove(name);
        return new Matrix(others, matrix.brokers(), matrix.works());
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : Arrays.asList(text.strip().split(" +"));
    }

    /** Told before an hour is spent. */
    private static void requireFolder(String option, @Nullable Path file) {
        Path parent = file == null ? null : file.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new UsageError(option + ": there is no folder " + parent);
        }
    }

    /** What was measured is shown, however the race ended. */
    private void show(Results results, String loadBefore) throws IOException {
        if (results.isEmpty()) {
            return;
        }
        surroundings.out().println(LocalDate.now() + ", " + Machine.describe() + ", load average " + loadBefore + " before.");
        surroundings.out().print(new MarkdownReport(results).text());
        if (json != null) {
            Files.writeString(json, new JsonReport(results).text());
        }
        if (chart != null) {
            Files.writeString(chart, new ChartSvg(results).text());
        }
    }
}
