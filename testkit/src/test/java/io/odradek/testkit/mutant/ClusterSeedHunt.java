package io.odradek.testkit.mutant;

import io.odradek.testkit.cluster.ClusterReport;
import io.odradek.testkit.cluster.ClusterSimulation;
import io.odradek.testkit.judge.Violation;
import java.util.stream.Collectors;

/** What is called in a mutant's class loader to hunt bugs in clusters. */
public final class ClusterSeedHunt {
    private ClusterSeedHunt() {}

    /** Runs seeds until one goes wrong: its number and the promises that were broken, or an empty text when all are right. */
    public static String run(long fromSeed, int seedCount) {
        ClusterSimulation simulation = new ClusterSimulation();
        for (long seed = fromSeed; seed < fromSeed + seedCount; seed++) {
            ClusterReport report = simulation.run(seed);
            if (!report.isRight()) {
                return "seed " + seed + ": " + (report.violations().isEmpty()
                        ? report.verdict().toString()
                        : report.violations().stream().map(Violation::toString).collect(Collectors.joining("\n")));
            }
        }
        return "";
    }
}
