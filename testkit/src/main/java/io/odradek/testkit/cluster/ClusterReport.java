package io.odradek.testkit.cluster;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.judge.Verdict;
import io.odradek.testkit.judge.Violation;
import io.odradek.testkit.world.RunReport;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What became of one seed.
 *
 * <p>Immutable.
 *
 * @param seed the seed, from which all of it comes again
 * @param setup how the run was set up and which faults it met, in words
 * @param faults the kinds of faults that were planned, each once for each time
 * @param evidence what the applications saw
 * @param verdict whether that was right
 * @param violations where brokers were not as they must be
 * @param shownCount records that readers could see in the end
 * @param pace how long it took, and the hash of everything that ran
 */
public record ClusterReport(
        long seed,
        String setup,
        List<PlannedFault> faults,
        Evidence evidence,
        Verdict verdict,
        List<Violation> violations,
        long shownCount,
        RunReport.Pace pace) {
    /** Copies the list. */
    public ClusterReport {
        faults = List.copyOf(faults);
        violations = List.copyOf(violations);
    }

    /**
     * A kind of fault.
     *
     * <p>Immutable.
     *
     * @param order its place among the kinds
     * @param name its name, in lower case
     * @param loses whether it takes away what was not forced
     */
    public record PlannedFault(int order, String name, boolean loses) {}

    /** Whether every promise was kept. */
    public boolean isRight() {
        return verdict.isRight() && violations.isEmpty();
    }

    /** Everything that someone needs who wants to know what went wrong. */
    public String explain() {
        return "seed " + seed + " of the cluster is " + (isRight() ? "right: " : "WRONG:\n") + verdict
                + violations.stream().map(violation -> "\n  " + violation).collect(Collectors.joining()) + "\n" + setup
                + String.format(
                        Locale.ROOT,
                        "%n%d records, %d shown, %.3f s of virtual time, %d tasks, trace %016x",
                        evidence.sendings().size(),
                        shownCount,
                        pace.virtualNs() / 1e9,
                        pace.stepCount(),
                        pace.traceHash())
                + "\nto see it again: ./odradek simulate --cluster --seeds 1 --explain --from " + seed;
    }
}
