package io.odradek.benchmarks.race.course;

import java.util.Optional;

/** One producer's turn on one course: measured, or void. Immutable. */
public sealed interface Round {
    /** What was raced. */
    Course course();

    /** Its number, from 1. */
    int number();

    /** What was measured, unless the round is void. */
    Optional<Figures> figures();

    /**
     * A round in which everything that was acknowledged is in the broker, and the sample is what was sent.
     *
     * @param course what was raced
     * @param number its number, from 1
     * @param measured what was measured
     */
    record Measured(Course course, int number, Figures measured) implements Round {
        @Override
        public Optional<Figures> figures() {
            return Optional.of(measured);
        }
    }

    /**
     * A round that does not count.
     *
     * @param course what was raced
     * @param number its number, from 1
     * @param reason why, in a sentence
     */
    record Void(Course course, int number, String reason) implements Round {
        @Override
        public Optional<Figures> figures() {
            return Optional.empty();
        }
    }
}
