package io.odradek.testkit.world;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.judge.Verdict;
import java.util.Locale;

/**
 * What became of one seed.
 *
 * <p>Immutable.
 *
 * @param seed the seed, from which all of it comes again
 * @param scenario how the run was set up
 * @param plan which faults it met
 * @param evidence what happened
 * @param verdict whether it was right
 * @param pace how long it took, and the hash of everything that ran
 */
public record RunReport(long seed, Scenario scenario, FaultPlan plan, Evidence evidence, Verdict verdict, Pace pace) {
    /**
     * How far a run went.
     *
     * @param virtualNs virtual nanoseconds until its end
     * @param stepCount tasks that ran
     * @param traceHash hash over all of them, the same for the same seed in every JVM
     */
    public record Pace(long virtualNs, long stepCount, long traceHash) {}

    /** Whether every promise was kept. */
    public boolean isRight() {
        return verdict.isRight();
    }

    /** The command that does it again, from the project's root. */
    public String replayCommand() {
        return "./odradek simulate --seeds 1 --explain --from " + seed;
    }

    /** Everything that someone needs who wants to know what went wrong. */
    public String explain() {
        return "seed " + seed + " is " + (isRight() ? "right: " : "WRONG:\n") + verdict + "\n" + scenario + "\n" + plan
                + String.format(
                        Locale.ROOT,
                        "%n%d records, %.3f s of virtual time, %d tasks, trace %016x",
                        evidence.sendings().size(),
                        pace.virtualNs / 1e9,
                        pace.stepCount,
                        pace.traceHash)
                + "\nto see it again: " + replayCommand();
    }
}
