package io.odradek.architecture.canary.providers.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;

/** Neither final nor without parameters. */
public class OpenProvider implements PartitionerProvider {
    private final String name;

    /** Wants a name. */
    public OpenProvider(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Partitioner create(PluginContext context) {
        return (key, value, topic) -> 0;
    }
}
