package io.odradek.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * A time in which a producer's process was paused.
 *
 * <p>Immutable.
 *
 * @param producer the producer's number
 * @param begun when it was paused
 * @param ended when it went on, or null if it never did
 */
public record Pause(int producer, Moment begun, @Nullable Moment ended) {
    /** For how many nanoseconds of the time from one moment to another it was paused. */
    public long overlapNs(Moment from, Moment to) {
        Moment end = ended == null || to.isBefore(ended) ? to : ended;
        return Math.max(0, end.atNs() - Math.max(from.atNs(), begun.atNs()));
    }
}
