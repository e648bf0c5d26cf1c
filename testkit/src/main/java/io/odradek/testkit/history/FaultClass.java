package io.odradek.testkit.history;

/**
 * How much a run took away from its processes: what must hold afterwards depends on it. Ordered from the mildest.
 *
 * <p>Immutable.
 */
public enum FaultClass {
    /** Connections are cut and processes die, at most; what a process wrote stays in its files. */
    PROCESS_DEATH,
    /** A machine lost power, and with it what was not forced. */
    POWER_LOSS
}
