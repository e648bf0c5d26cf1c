package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code uniform-sticky}: a key goes where Kafka's Java client sends it (murmur2, an empty key too); null keys stay with one partition for
 * {@code batch.size} bytes, then move to another, the likelier the shorter its queue (KIP-794). With
 * {@code partitioner.ignore.keys=true} all records are treated so.
 *
 * <p>Thread-safe.
 */
public final class UniformStickyPartitionerProvider implements PartitionerProvider {
    /** For {@link java.util.ServiceLoader}. */
    public UniformStickyPartitionerProvider() {}

    @Override
    public String name() {
        return "uniform-sticky";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Partitioner create(PluginContext context) {
        PartitionerSettings settings = PartitionerSettings.read(context);
        return new UniformStickyPartitioner(settings.ignoreKeys(), settings.batchSizeBytes(), context.random());
    }
}
