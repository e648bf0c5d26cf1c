package io.odradek.policies;

import io.odradek.spi.retry.FailedAttempt;
import io.odradek.spi.retry.RetryDecision;
import io.odradek.spi.retry.RetryPolicy;

/** Again after the same time, as long as the error may pass. Immutable. */
record FixedBackoff(long delayNs) implements RetryPolicy {
    @Override
    public RetryDecision decide(FailedAttempt failure) {
        return failure.error().retriable() ? new RetryDecision.Again(delayNs) : new RetryDecision.Fail();
    }
}
