package io.odradek.benchmarks.race.course;

import java.time.Duration;

/**
 * How often and how long.
 *
 * <p>Immutable.
 *
 * @param roundCount how often every course is raced
 * @param warmUp before it counts
 * @param measured while it counts
 */
public record Timing(int roundCount, Duration warmUp, Duration measured) {
    /** What a turn takes beside sending: the start of a process, a topic made, looked at and deleted. */
    private static final Duration BESIDE = Duration.ofMillis(1_500);

    /** About how long a number of turns will take. */
    public Duration estimate(int turnCount) {
        return warmUp.plus(measured).plus(BESIDE).multipliedBy(turnCount);
    }
}
