package io.odradek.cli;

import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import io.odradek.spi.transport.TransportSettings;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The transport {@code another-time}: Netty's, on whose loops, which are all that a broker knows of time, the day is another one. Only the time
 * that people read: that for deadlines is the machine's.
 */
public final class AnotherTimeProvider implements TransportProvider {
    static final String NAME = "another-time";
    /** By node: five hours ahead, seven behind. */
    static final Map<String, Integer> HOURS = Map.of("101", 5, "102", -7);

    private record ShiftedClock(Clock machine, long shiftMs) implements Clock {
        @Override
        public long nanoTime() {
            return machine.nanoTime();
        }

        @Override
        public long currentTimeMs() {
            return machine.currentTimeMs() + shiftMs;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Transport create(PluginContext context, TransportSettings settings, Workers workers) {
        long shiftMs = TimeUnit.HOURS.toMillis(HOURS.getOrDefault(context.settings().get("node.id"), 0));
        PluginContext shifted =
                new PluginContext(context.settings(), new ShiftedClock(context.clock(), shiftMs), context.random());
        return PluginRegistry.discover().provider(Contract.TRANSPORT, "netty").create(shifted, settings, workers);
    }
}
