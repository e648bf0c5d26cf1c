package io.odradek.spi.retry;

/**
 * What to do after a failed attempt.
 *
 * <p>Immutable.
 */
public sealed interface RetryDecision {
    /**
     * Try again.
     *
     * @param delayNs nanoseconds to wait first
     */
    record Again(long delayNs) implements RetryDecision {}

    /** Give up: the records fail with the error. */
    record Fail() implements RetryDecision {}

    /**
     * Send the records to another topic instead; there they are new records, with headers that tell where they come from.
     *
     * @param topic the other topic
     */
    record Divert(String topic) implements RetryDecision {}
}
