package io.odradek.transport.netty;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import io.odradek.spi.transport.TransportSettings;

/**
 * Provides the transport {@code netty}.
 *
 * <p>Thread-safe. It reads no settings of its own.
 */
public final class NettyProvider implements TransportProvider {
    /** A provider. */
    public NettyProvider() {}

    @Override
    public String name() {
        return "netty";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Transport create(PluginContext context, TransportSettings settings, Workers workers) {
        return new NettyTransport(settings, context.clock(), workers);
    }
}
