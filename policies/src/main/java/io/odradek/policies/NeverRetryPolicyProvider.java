package io.odradek.policies;

import io.odradek.spi.retry.RetryPolicy;
import io.odradek.spi.retry.RetryPolicyProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code never}: what failed has failed; the rule before Kafka 2.1.
 *
 * <p>Thread-safe.
 */
public final class NeverRetryPolicyProvider implements RetryPolicyProvider {
    /** For {@link java.util.ServiceLoader}. */
    public NeverRetryPolicyProvider() {}

    @Override
    public String name() {
        return "never";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public RetryPolicy create(PluginContext context) {
        return new NoRetry();
    }
}
