package io.odradek.policies;

import io.odradek.spi.retry.FailedAttempt;
import io.odradek.spi.retry.RetryDecision;
import io.odradek.spi.retry.RetryPolicy;
import io.odradek.spi.runtime.RandomSource;

/**
 * Again after a time that doubles with each attempt, a fifth more or less by chance, up to a limit, as long as the error may pass.
 * Thread-safe.
 *
 * <p>Source: KIP-580. An initial delay above the limit means the limit, without chance.
 */
record ExponentialBackoff(BackoffSettings settings, RandomSource random) implements RetryPolicy {
    private static final double JITTER = 0.2;
    /** Doubling further would overflow, and no limit is that high. */
    private static final int DOUBLING_COUNT_MAX = 40;

    @Override
    public RetryDecision decide(FailedAttempt failure) {
        return failure.error().retriable() ? new RetryDecision.Again(delayNs(failure.attempt())) : new RetryDecision.Fail();
    }

    private long delayNs(int attempt) {
        if (settings.initialNs() >= settings.maxNs()) {
            return settings.maxNs();
        }
        int doublingCount = Math.min(Math.max(0, attempt - 1), DOUBLING_COUNT_MAX);
        double delayNs = Math.scalb((double) settings.initialNs(), doublingCount);
        double jittered = delayNs * (1 - JITTER + 2 * JITTER * random.nextDouble());
        return (long) Math.min(settings.maxNs(), jittered);
    }
}
