package io.odradek.testkit.history;

import java.util.Locale;

/**
 * A place in a history. Two things that happened at the same virtual time still came one after the other.
 *
 * <p>Immutable; ordered by {@code order}.
 *
 * @param order how many entries the history had before
 * @param atNs virtual nanoseconds since the start of the run
 */
public record Moment(long order, long atNs) implements Comparable<Moment> {
    /** Whether this came before the other. */
    public boolean isBefore(Moment other) {
        return order < other.order;
    }

    @Override
    public int compareTo(Moment other) {
        return Long.compare(order, other.order);
    }

    /** Seconds, as a run's report shows them. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.6f s", atNs / 1e9);
    }
}
