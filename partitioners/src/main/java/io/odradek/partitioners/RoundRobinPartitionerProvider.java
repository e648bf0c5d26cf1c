package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code round-robin}: all partitions of a topic in turn, for each producer, whatever the key (null, empty or not). One without a leader
 * is passed over while others have one.
 *
 * <p>Thread-safe.
 */
public final class RoundRobinPartitionerProvider implements PartitionerProvider {
    /** For {@link java.util.ServiceLoader}. */
    public RoundRobinPartitionerProvider() {}

    @Override
    public String name() {
        return "round-robin";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Partitioner create(PluginContext context) {
        return new RoundRobin(context.random());
    }
}
