package io.odradek.testkit.mutant;

import io.odradek.testkit.world.RunReport;
import io.odradek.testkit.world.Simulation;

/** What is called in a mutant's class loader, where everything but strings and numbers is of another world. */
public final class SeedHunt {
    private SeedHunt() {}

    /** Runs seeds until one goes wrong: its number and the promises that were broken, or an empty text when all are right. */
    public static String run(long fromSeed, int seedCount) {
        Simulation simulation = new Simulation();
        for (long seed = fromSeed; seed < fromSeed + seedCount; seed++) {
            RunReport report = simulation.run(seed);
            if (!report.isRight()) {
                return "seed " + seed + ": " + report.verdict();
            }
        }
        return "";
    }
}
