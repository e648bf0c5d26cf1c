package io.odradek.producer.internal.send;

import io.odradek.api.OdradekException;
import io.odradek.api.PluginException;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.completion.ErrorCounts;
import io.odradek.spi.retry.FailedAttempt;
import io.odradek.spi.retry.RetryDecision;
import io.odradek.spi.retry.RetryPolicy;

/**
 * Asks the retry policy once per failed attempt, and bounds what it says by {@code retries} and {@code delivery.timeout.ms}.
 *
 * <p>Thread-safe, as retry policies are. A policy that breaks its rules fails that batch alone.
 */
public final class AttemptJudge {
    private final RetryPolicy policy;
    private final DeliverySettings settings;
    private final ErrorCounts errors;

    /** Asks {@code policy}; {@code name} is what errors call it. */
    public AttemptJudge(RetryPolicy policy, String name, DeliverySettings settings, ErrorCounts errors) {
        this.policy = RetryPolicy.guarded(name, policy);
        this.settings = settings;
        this.errors = errors;
    }

    Verdict judge(Batch batch, OdradekException error, long nowNs) {
        long elapsedNs = nowNs - batch.createdNs();
        long remainingNs = Math.max(0, settings.deliveryTimeoutNs() - elapsedNs);
        FailedAttempt failure = new FailedAttempt(
                batch.partition(), error.code(), batch.attemptCount(), elapsedNs, remainingNs, batch.persistence());
        RetryDecision decision;
        try {
            decision = policy.decide(failure);
        } catch (RuntimeException | Error misbehaved) {
            errors.add("retry policy");
            return new Verdict.GiveUp(new PluginException(
                    DeliveryErrors.records(batch) + " failed for good: " + misbehaved.getMessage() + " (it was asked because of: "
                            + error.getMessage() + ")",
                    misbehaved));
        }
        if (decision instanceof RetryDecision.Again again) {
            return bounded(batch, error, again, remainingNs);
        }
        return decision instanceof RetryDecision.Divert divert
                ? new Verdict.Divert(divert.topic(), error)
                : new Verdict.GiveUp(DeliveryErrors.gaveUp(batch, error, ""));
    }

    private Verdict bounded(Batch batch, OdradekException error, RetryDecision.Again again, long remainingNs) {
        if (batch.attemptCount() > settings.retryCountMax()) {
            return new Verdict.GiveUp(DeliveryErrors.gaveUp(batch, error, " (retries=" + settings.retryCountMax() + " are used up)"));
        }
        return remainingNs == 0
                ? new Verdict.GiveUp(DeliveryErrors.expired(batch, settings, "about to be sent again"))
                : new Verdict.Again(again.delayNs());
    }
}
