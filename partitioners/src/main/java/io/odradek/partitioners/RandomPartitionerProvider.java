package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code random}: any partition with a leader, all equally likely, whatever the key (null, empty or not); any at all when none has one.
 *
 * <p>Thread-safe.
 */
public final class RandomPartitionerProvider implements PartitionerProvider {
    /** For {@link java.util.ServiceLoader}. */
    public RandomPartitionerProvider() {}

    @Override
    public String name() {
        return "random";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Partitioner create(PluginContext context) {
        return new RandomPartitioner(context.random());
    }
}
