package io.odradek.cli.simulation;

import io.odradek.testkit.cluster.ClusterReport;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.world.Fault;
import io.odradek.testkit.world.RunReport;
import java.util.List;
import java.util.Locale;

/**
 * What became of one seed, of whichever world.
 *
 * <p>Immutable.
 *
 * @param seed the seed
 * @param right whether every promise was kept
 * @param explanation everything that someone needs who wants to know more
 * @param recordCount records that were sent
 * @param virtualNs virtual nanoseconds that it took
 * @param powerLost whether power was lost, so that less could be asked for
 * @param faults what was planned, a kind once for each time
 */
public record SeedOutcome(
        long seed, boolean right, String explanation, int recordCount, long virtualNs, boolean powerLost, List<PlannedFault> faults) {
    /** Copies the list. */
    public SeedOutcome {
        faults = List.copyOf(faults);
    }

    /**
     * A kind of fault.
     *
     * <p>Immutable; ordered by its place among the kinds.
     *
     * @param order its place
     * @param name for programs
     * @param words for people
     */
    public record PlannedFault(int order, String name, String words) implements Comparable<PlannedFault> {
        @Override
        public int compareTo(PlannedFault other) {
            return Integer.compare(order, other.order);
        }
    }

    /** Of a world with one broker. */
    static SeedOutcome of(RunReport report) {
        return new SeedOutcome(
                report.seed(),
                report.isRight(),
                report.explain(),
                report.evidence().sendings().size(),
                report.pace().virtualNs(),
                report.verdict().faultClass() == FaultClass.POWER_LOSS,
                report.plan().faults().stream()
                        .map(Fault::kind)
                        .map(kind -> new PlannedFault(kind.ordinal(), kind.name().toLowerCase(Locale.ROOT), kind.words()))
                        .toList());
    }

    /** Of a world with a cluster. */
    static SeedOutcome of(ClusterReport report) {
        return new SeedOutcome(
                report.seed(),
                report.isRight(),
                report.explain(),
                report.evidence().sendings().size(),
                report.pace().virtualNs(),
                report.faults().stream().anyMatch(ClusterReport.PlannedFault::loses),
                report.faults().stream()
                        .map(fault -> new PlannedFault(fault.order(), fault.name(), fault.name().replace('_', ' ')))
                        .toList());
    }
}
