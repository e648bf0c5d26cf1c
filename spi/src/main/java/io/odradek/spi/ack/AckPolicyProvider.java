package io.odradek.spi.ack;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginProvider;

/**
 * Creates an {@link AckPolicy}.
 *
 * <p>Thread-safe. A broker serves all policies that are found, by their codes; a producer uses the one it is configured with.
 */
public interface AckPolicyProvider extends PluginProvider {
    /** The level of this contract. */
    int LEVEL = 1;

    /** The policy. */
    AckPolicy create(PluginContext context);
}
