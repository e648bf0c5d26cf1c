package io.odradek.cli.torture;

/**
 * A fault that was felt.
 *
 * <p>Immutable.
 *
 * @param kind what was done
 * @param fromNs when it began, as {@link System#nanoTime} has it
 * @param toNs when it was over: processes run again, bytes pass again
 */
public record Strike(FaultKind kind, long fromNs, long toNs) {}
