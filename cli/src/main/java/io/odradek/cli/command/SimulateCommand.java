package io.odradek.cli.command;

import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.output.Progress;
import io.odradek.cli.simulation.SeedOutcome;
import io.odradek.cli.simulation.SeedRange;
import io.odradek.cli.simulation.SeedSummary;
import io.odradek.cli.simulation.SeedTally;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code odradek simulate}: runs seeds of the seeded world, in virtual time, and tells which of them went wrong.
 *
 * <p>Confined to one thread, but for the reports, which come on the threads that run the seeds.
 */
@Command(
        name = "simulate",
        description = {
            "Runs producers, a broker or a cluster, and readers in virtual time, in worlds that are each made of one seed: the network breaks, processes"
                    + " die and pause, disks fail, power is lost, clocks jump. Whatever happens is held against what was promised.",
            "A seed is the same run every time, on every machine."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SimulateCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "100", description = "How many seeds to run (${DEFAULT-VALUE}).")
    private int seedCount;

    @Option(names = "--from", paramLabel = "S", defaultValue = "1", description = "The first seed (${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--jobs", paramLabel = "N", description = "How many to run at a time (by default one for each processor).")
    private int jobCount = Runtime.getRuntime().availableProcessors();

    @Option(names = "--cluster", description = "Run clusters of three to five brokers, and hold the brokers too against what must be true.")
    private boolean cluster;

    @Option(names = "--explain", description = "Tell how each run was set up and what it met, also when it went right.")
    private boolean explain;

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    /** A command that talks to {@code console}. */
    public SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (seedCount < 1 || jobCount < 1) {
            throw CommandFailure.usage("--seeds and --jobs are 1 or more, not " + Math.min(seedCount, jobCount));
        }
        SeedRange range = new SeedRange(from, seedCount);
        SeedTally tally = new SeedTally();
        long startNs = System.nanoTime();
        try (Progress progress = Progress.ofCount(console, "simulating", seedCount, "seeds")) {
            range.run(cluster ? SeedRange::ofCluster : SeedRange::ofOneBroker, jobCount, console.interruption()::isRequested, report -> {
                tally.add(report);
                explain(report);
                progress.at(tally.seedCount());
            });
        }
        SeedSummary summary = new SeedSummary(range, tally, System.nanoTime() - startNs);
        if (json) {
            summary.printJson(console.out());
        } else {
            summary.print(console.out());
        }
        return exitCode(tally);
    }

    private void explain(SeedOutcome outcome) {
        if (explain && outcome.right()) {
            console.out().println(outcome.explanation() + "\n");
        }
    }

    private int exitCode(SeedTally tally) {
        if (!tally.wrong().isEmpty()) {
            return ExitCode.FAILED;
        }
        return tally.seedCount() < seedCount ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
}
