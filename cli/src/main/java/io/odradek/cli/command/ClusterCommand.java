package io.odradek.cli.command;

import io.odradek.cli.cluster.QuorumLeader;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.output.Table;
import io.odradek.cli.output.Table.Column;
import io.odradek.cli.process.BrokerFleet;
import io.odradek.cli.process.BrokerProcess;
import io.odradek.cli.process.ClusterDirectory;
import io.odradek.cli.process.ClusterPlan;
import io.odradek.cli.process.JavaProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code odradek cluster}: several brokers, each in a process of its own, until somebody ends them.
 *
 * <p>Confined to one thread, but for the deaths of brokers, which are told on others.
 */
@Command(
        name = "cluster",
        description = {
            "Runs several brokers on this machine, each in a process of its own, until Ctrl-C or SIGTERM, and stops them in good order then.",
            "Each keeps its data and its log, broker.log, in a directory of its own below --data-dir; cluster.json there tells addresses and"
                    + " process ids. A broker that dies is told, and the others go on."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ClusterCommand implements Callable<Integer> {
    private static final int BROKER_COUNT_DEFAULT = 3;
    private static final int PORT_MAX = 65_535;
    /** Within what the program waits for after a signal. */
    private static final Duration STOP_MAX = Duration.ofSeconds(26);

    private final Console console;

    @Option(names = "--brokers", paramLabel = "N", description = "How many (default: 3, or as many as the directory is of).")
    private @Nullable Integer brokerCount;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "odradek-cluster",
            description = "Where they keep their data (default: ./${DEFAULT-VALUE}).")
    private Path dataDir = Path.of("");

    @Option(
            names = "--base-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "The first broker's port; the others' follow, and behind them those of the quorum (default: ${DEFAULT-VALUE}).")
    private int basePort;

    @Option(
            names = "--heap-mb",
            paramLabel = "MB",
            defaultValue = "128",
            description = "The heap of each broker's JVM (default: ${DEFAULT-VALUE}).")
    private int heapMb;

    @Option(names = "--java-option", paramLabel = "OPTION", description = "An option for each broker's JVM; may be given several times.")
    private List<String> javaOptions = new ArrayList<>();

    @Option(names = {"-X", "--config"}, paramLabel = "KEY=VALUE", description = "Any configuration key of the brokers.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** The command with its subcommands. */
    public static CommandLine tree(Console console) {
        return new CommandLine(new ClusterCommand(console)).addSubcommand("status", new ClusterStatusCommand(console));
    }

    private ClusterCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        try (ClusterDirectory directory = ClusterDirectory.open(dataDir)) {
            int known = directory.knownIds().size();
            int count = brokerCount != null ? brokerCount : known == 0 ? BROKER_COUNT_DEFAULT : known;
            ClusterPlan plan = ClusterPlan.of(dataDir.toAbsolutePath(), count, basePort, settings);
            directory.check(plan);
            Deaths deaths = new Deaths(console, count);
            try (BrokerFleet fleet = new BrokerFleet(plan, JavaProgram.odradek(heapMb, javaOptions), deaths)) {
                directory.write(fleet);
                fleet.start(console.interruption().requested());
                int code = console.interruption().isRequested() ? stop(fleet, OptionalInt.empty()) : run(directory, fleet, deaths);
                directory.write(fleet);
                return code;
            }
        }
    }

    private void checkOptions() {
        if (brokerCount != null && (brokerCount < 1 || brokerCount > ClusterPlan.BROKER_COUNT_MAX)) {
            throw CommandFailure.usage("--brokers is " + brokerCount + "; give from 1 to " + ClusterPlan.BROKER_COUNT_MAX);
        }
        if (basePort < 1 || basePort + 2 * ClusterPlan.BROKER_COUNT_MAX > PORT_MAX) {
            throw CommandFailure.usage("--base-port is " + basePort + "; give from 1 to " + (PORT_MAX - 2 * ClusterPlan.BROKER_COUNT_MAX));
        }
        if (heapMb < 32) {
            throw CommandFailure.usage("--heap-mb is " + heapMb + "; a broker needs 32 at the least");
        }
    }

    private int run(ClusterDirectory directory, BrokerFleet fleet, Deaths deaths) throws InterruptedException {
        directory.write(fleet);
        try (QuorumLeader quorum = QuorumLeader.of(fleet.plan().bootstrapServers())) {
            print(fleet, quorum.id());
            deaths.onEach(() -> directory.write(fleet));
            CompletableFuture.anyOf(console.interruption().requested(), deaths.all()).join();
            if (!console.interruption().isRequested()) {
                throw CommandFailure.failed("every broker has died; their logs are " + dataDir.resolve("*").resolve("broker.log"));
            }
            return stop(fleet, quorum.id());
        }
    }

    private void print(BrokerFleet fleet, OptionalInt leader) {
        Table table = new Table(Column.number("node"), Column.text("address"), Column.number("pid"), Column.text("role"));
        for (BrokerProcess process : fleet.all()) {
            int id = process.site().id();
            boolean leads = leader.isPresent() && leader.getAsInt() == id;
            table.add(
                    Integer.toString(id),
                    process.site().advertised().toString(),
                    process.pid().isPresent() ? Long.toString(process.pid().getAsLong()) : "-",
                    leads ? "leads the quorum" : "follows");
        }
        table.print(console.out());
        console.out().println("odradek cluster is ready at " + fleet.plan().bootstrapServers());
        console.out().flush();
    }

    private int stop(BrokerFleet fleet, OptionalInt leader) throws InterruptedException {
        List<Integer> killed = fleet.stop(leader, STOP_MAX);
        if (killed.isEmpty()) {
            return ExitCode.DONE;
        }
        console.note("did not stop in good order within their time and were killed: " + killed + "; what they have is checked when they start");
        return ExitCode.FAILED;
    }
}
