package io.odradek.spi.retry;

import io.odradek.api.PluginException;

/** Holds a policy to its rules. Thread-safe, as the policy is. */
final class GuardedRetryPolicy implements RetryPolicy {
    private final String name;
    private final RetryPolicy policy;

    GuardedRetryPolicy(String name, RetryPolicy policy) {
        this.name = name;
        this.policy = policy;
    }

    @Override
    public RetryDecision decide(FailedAttempt failure) {
        RetryDecision decision;
        try {
            decision = policy.decide(failure);
        } catch (Exception | LinkageError thrown) {
            throw new PluginException(describe() + " threw when asked about " + failure + ": " + thrown, thrown);
        }
        if (decision == null) {
            throw broken("null", failure);
        }
        if (decision instanceof RetryDecision.Again && ((RetryDecision.Again) decision).delayNs() < 0) {
            throw broken("a delay of " + ((RetryDecision.Again) decision).delayNs() + " ns", failure);
        }
        if (decision instanceof RetryDecision.Divert) {
            check(((RetryDecision.Divert) decision).topic(), failure);
        }
        return decision;
    }

    private void check(String topic, FailedAttempt failure) {
        if (topic == null || topic.isBlank()) {
            throw broken("a diversion to no topic", failure);
        }
        if (topic.equals(failure.partition().topic())) {
            throw broken("a diversion to the topic that failed, '" + topic + "'", failure);
        }
    }

    private PluginException broken(String answer, FailedAttempt failure) {
        return new PluginException(describe() + " broke its contract: it answered " + answer + " about " + failure
                + ". Correct it, or choose another with the key retry.policy");
    }

    private String describe() {
        return "the RetryPolicy '" + name + "' (" + policy.getClass().getName() + ")";
    }
}
