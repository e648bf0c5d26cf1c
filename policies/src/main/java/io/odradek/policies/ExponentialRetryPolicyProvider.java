package io.odradek.policies;

import io.odradek.spi.retry.RetryPolicy;
import io.odradek.spi.retry.RetryPolicyProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code exponential}: again after {@code retry.backoff.ms} (100), doubling with each attempt up to {@code retry.backoff.max.ms} (1000), a
 * fifth more or less by chance (KIP-580), as long as the error may pass.
 *
 * <p>Thread-safe.
 */
public final class ExponentialRetryPolicyProvider implements RetryPolicyProvider {
    /** For {@link java.util.ServiceLoader}. */
    public ExponentialRetryPolicyProvider() {}

    @Override
    public String name() {
        return "exponential";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public RetryPolicy create(PluginContext context) {
        return new ExponentialBackoff(BackoffSettings.read(context), context.random());
    }
}
