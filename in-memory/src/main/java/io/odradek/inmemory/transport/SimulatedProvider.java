package io.odradek.inmemory.transport;

import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import io.odradek.spi.transport.TransportSettings;

/** Gives an engine the transports of its process. */
record SimulatedProvider(SimulatedNetwork network, VirtualProcess process) implements TransportProvider {
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
        return network.transport(process, settings);
    }
}
