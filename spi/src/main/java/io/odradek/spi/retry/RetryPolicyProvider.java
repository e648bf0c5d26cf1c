package io.odradek.spi.retry;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginProvider;

/**
 * Creates a {@link RetryPolicy}.
 *
 * <p>Thread-safe.
 */
public interface RetryPolicyProvider extends PluginProvider {
    /** The level of this contract. */
    int LEVEL = 1;

    /** A policy for one producer. */
    RetryPolicy create(PluginContext context);
}
