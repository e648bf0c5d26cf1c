package io.odradek.cli.command;

import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.process.JavaProgram;
import io.odradek.cli.torture.OdradekClient;
import io.odradek.cli.torture.TortureChamber;
import io.odradek.cli.torture.TortureClient;
import io.odradek.cli.torture.TortureReport;
import io.odradek.cli.torture.TortureResult;
import io.odradek.cli.trial.TemporaryDirectory;
import io.odradek.cli.trial.TrialView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code odradek torture}: real processes, real faults, and the judge of the simulated world.
 *
 * <p>Confined to one thread.
 */
@Command(
        name = "torture",
        description = {
            "Runs three brokers in processes of their own, and of each client two producers (acks=all, one of them idempotent) and readers,"
                    + " and does to the brokers what is drawn from a seed: kill -9, SIGSTOP, clean stops, cut and silent connections, one"
                    + " after the other.",
            "At the end everything is read back, and all that was sent, told and seen is held against what was promised. The exit code is 1"
                    + " when a promise was broken."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class TortureCommand implements Callable<Integer> {
    private static final int SEED_MAX = 1_000_000;
    private static final double MINUTES_MAX = 24 * 60;

    private final Console console;
    private final Map<String, TortureClient> clients = new LinkedHashMap<>();

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "5", description = "How long (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--seed", paramLabel = "S", description = "What the faults are drawn from (by default another each time).")
    private @Nullable Long seed;

    @Option(
            names = "--clients",
            paramLabel = "NAME",
            split = ",",
            description = "Whose producers and readers take part: odradek and, in a source tree, kafka-clients (all that are there).")
    private List<String> clientNames = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many records each producer sends a second (${DEFAULT-VALUE}); each takes about a kilobyte of memory until the end.")
    private int ratePerSecond;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the brokers keep their data (default: a temporary directory).")
    private @Nullable Path dataDir;

    @Option(names = "--heap-mb", paramLabel = "MB", defaultValue = "128", description = "The heap of each broker's JVM (${DEFAULT-VALUE}).")
    private int heapMb;

    @Option(names = "--json", description = "Tell the outcome as one JSON object.")
    private boolean json;

    /** A command that talks to {@code console}, and knows these clients beside ours. */
    public TortureCommand(Console console, List<TortureClient> others) {
        this.console = console;
        TortureClient own = new OdradekClient();
        clients.put(own.name(), own);
        others.forEach(client -> clients.put(client.name(), client));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!(minutes > 0 && minutes <= MINUTES_MAX)) {
            throw CommandFailure.usage("--minutes is " + minutes + "; give more than 0 and at most " + (int) MINUTES_MAX);
        }
        if (ratePerSecond < 1) {
            throw CommandFailure.usage("--rate is " + ratePerSecond + "; give at least 1");
        }
        List<TortureClient> chosen = chosen();
        long drawn = seed == null ? ThreadLocalRandom.current().nextInt(1, SEED_MAX) : seed;
        Path directory = dataDir == null ? TemporaryDirectory.make("torture") : dataDir;
        console.note("torture of seed " + drawn + " in " + directory);
        TortureChamber.Wish wish = new TortureChamber.Wish(
                directory,
                JavaProgram.odradek(heapMb, List.of()),
                Duration.ofMillis(Math.round(minutes * 60_000)),
                ratePerSecond,
                drawn);
        int code = ExitCode.FAILED;
        try {
            Optional<TortureResult> result = new TortureChamber(wish, chosen, new TrialView(console), console.interruption())
                    .run();
            code = result.isEmpty() ? ExitCode.INTERRUPTED : tell(result.get());
        } finally {
            if (dataDir == null && (code == ExitCode.FAILED || !TemporaryDirectory.delete(directory))) {
                console.note("the brokers' data and logs are left in " + directory);
            }
        }
        return code;
    }

    private List<TortureClient> chosen() {
        for (String name : clientNames) {
            if (!clients.containsKey(name)) {
                throw CommandFailure.usage("--clients names '" + name + "'; known here: " + String.join(", ", clients.keySet())
                        + " (kafka-clients is known to the odradek of a source tree)");
            }
        }
        return clients.values().stream()
                .filter(client -> clientNames.isEmpty() || clientNames.contains(client.name()))
                .toList();
    }

    private int tell(TortureResult result) {
        if (json) {
            TortureReport.printJson(result, console.out());
        } else {
            TortureReport.print(result, console.out());
        }
        if (!result.verdict().isRight()) {
            return ExitCode.FAILED;
        }
        return console.interruption().isRequested() ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
}
