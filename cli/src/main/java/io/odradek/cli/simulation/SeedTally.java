package io.odradek.cli.simulation;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the seeds that have run.
 *
 * <p>Thread-safe.
 */
public final class SeedTally {
    private final TreeMap<SeedOutcome.PlannedFault, Integer> faults = new TreeMap<>();
    private final TreeMap<Long, String> wrong = new TreeMap<>();
    private int seedCount;
    private int powerLossCount;
    private long recordCount;
    private long virtualNs;

    /** Counts a run. */
    public synchronized void add(SeedOutcome outcome) {
        seedCount++;
        recordCount += outcome.recordCount();
        virtualNs += outcome.virtualNs();
        powerLossCount += outcome.powerLost() ? 1 : 0;
        outcome.faults().forEach(fault -> faults.merge(fault, 1, Integer::sum));
        if (!outcome.right()) {
            wrong.put(outcome.seed(), outcome.explanation());
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
    synchronized Map<SeedOutcome.PlannedFault, Integer> faults() {
        return new TreeMap<>(faults);
    }

    /** The seeds that went wrong, ascending, each with what went wrong. */
    public synchronized Map<Long, String> wrong() {
        return new TreeMap<>(wrong);
    }
}
