package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code sticky}: a key goes where Kafka's Java client sends it (murmur2, an empty key too); null keys stay with one partition until it
 * begins a new batch, then move to another at random (KIP-480). With {@code partitioner.ignore.keys=true} all records are treated so.
 *
 * <p>Thread-safe.
 */
public final class StickyPartitionerProvider implements PartitionerProvider {
    /** For {@link java.util.ServiceLoader}. */
    public StickyPartitionerProvider() {}

    @Override
    public String name() {
        return "sticky";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Partitioner create(PluginContext context) {
        return new StickyPartitioner(PartitionerSettings.read(context).ignoreKeys(), context.random());
    }
}
