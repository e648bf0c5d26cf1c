package io.odradek.policies;

import io.odradek.spi.retry.FailedAttempt;
import io.odradek.spi.retry.RetryDecision;
import io.odradek.spi.retry.RetryPolicy;

/** Never again. Immutable. */
record NoRetry() implements RetryPolicy {
    @Override
    public RetryDecision decide(FailedAttempt failure) {
        return new RetryDecision.Fail();
    }
}
