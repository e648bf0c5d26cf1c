package io.odradek.policies;

import io.odradek.spi.retry.RetryPolicy;
import io.odradek.spi.retry.RetryPolicyProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code fixed}: again after {@code retry.backoff.ms} (100), as long as the error may pass.
 *
 * <p>Thread-safe.
 */
public final class FixedRetryPolicyProvider implements RetryPolicyProvider {
    /** For {@link java.util.ServiceLoader}. */
    public FixedRetryPolicyProvider() {}

    @Override
    public String name() {
        return "fixed";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public RetryPolicy create(PluginContext context) {
        return new FixedBackoff(BackoffSettings.read(context).initialNs());
    }
}
