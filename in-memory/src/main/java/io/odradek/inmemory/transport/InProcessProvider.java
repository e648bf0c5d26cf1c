package io.odradek.inmemory.transport;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import io.odradek.spi.transport.TransportSettings;

/**
 * Provides the transport {@code in-process}: engines that are given the same provider, as those that share a plug-in registry are, reach
 * one another under any host name.
 *
 * <p>Thread-safe.
 */
public final class InProcessProvider implements TransportProvider {
    private final DirectNetwork network = new DirectNetwork();

    /** A provider with a network of its own. */
    public InProcessProvider() {}

    @Override
    public String name() {
        return "in-process";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Transport create(PluginContext context, TransportSettings settings, Workers workers) {
        ThreadLoops loops = new ThreadLoops(settings.name(), settings.eventLoopCount(), context.clock());
        loops.start();
        return new InProcessTransport(settings.name(), network, loops, false);
    }
}
