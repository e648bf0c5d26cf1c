package io.odradek.cli.simulation;

import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.world.Fault;
import io.odradek.testkit.world.RunReport;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the seeds that have run.
 *
 * <p>Thread-safe.
 */
public final class SeedTally {
    private final Map<Fault.Kind, Integer> faults = new EnumMap<>(Fault.Kind.class);
    private final TreeMap<Long, String> wrong = new TreeMap<>();
    private int seedCount;
    private int powerLossCount;
    private long recordCount;
    private long virtualNs;

    /** Counts a run. */
    public synchronized void add(RunReport report) {
        seedCount++;
        recordCount += report.evidence().sendings().size();
        virtualNs += report.pace().virtualNs();
        powerLossCount += report.verdict().faultClass() == FaultClass.POWER_LOSS ? 1 : 0;
        report.plan().faults().forEach(fault -> faults.merge(fault.kind(), 1, Integer::sum));
        if (!report.isRight()) {
            wrong.put(report.seed(), report.explain());
        }
    }

    /** How many seeds have run. */
    public synchronized int seedCount() {
        return seedCount;
    }

    /** In how many of them power was lost, so that less could be asked for. */
    synchronized int powerLossCount() {
        return powerLossCount;
    }

    /** How many records were sent. */
    synchronized long recordCount() {
        return recordCount;
    }

    /** Virtual nanoseconds of all runs together. */
    synchronized long virtualNs() {
        return virtualNs;
    }

    /** How often each kind of fault was planned. */
    synchronized Map<Fault.Kind, Integer> faults() {
        return new EnumMap<>(faults);
    }

    /** The seeds that went wrong, ascending, each with what went wrong. */
    public synchronized Map<Long, String> wrong() {
        return new TreeMap<>(wrong);
    }
}
