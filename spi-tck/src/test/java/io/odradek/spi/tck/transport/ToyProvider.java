package io.odradek.spi.tck.transport;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import io.odradek.spi.transport.TransportSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Provides a transport that keeps every rule but the one its flaw breaks. */
final class ToyProvider implements TransportProvider {
    private final Flaw flaw;
    private final Map<Integer, ToyTransport.ToyListener> listeners = new ConcurrentHashMap<>();
    private final AtomicInteger ports = new AtomicInteger(1000);

    ToyProvider(Flaw flaw) {
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }

    Map<Integer, ToyTransport.ToyListener> listeners() {
        return listeners;
    }

    int freePort() {
        return ports.incrementAndGet();
    }

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Transport create(PluginContext context, TransportSettings settings, Workers workers) {
        return new ToyTransport(this, settings);
    }
}
