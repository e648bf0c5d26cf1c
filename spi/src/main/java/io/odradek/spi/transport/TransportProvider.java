package io.odradek.spi.transport;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginProvider;
import io.odradek.spi.runtime.Workers;

/**
 * Creates a {@link Transport}.
 *
 * <p>Thread-safe.
 */
public interface TransportProvider extends PluginProvider {
    /** The level of this contract. */
    int LEVEL = 1;

    /** A running transport; {@code workers} look up names, and are closed by the caller after the transport. */
    Transport create(PluginContext context, TransportSettings settings, Workers workers);
}
