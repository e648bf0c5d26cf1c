package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code default}: a key goes where Kafka's Java client sends it (murmur2, an empty key too); records without a key go to all partitions
 * in turn, never leaving one out (KAFKA-9965). The same as {@code murmur2}, under the name that is used when none is set. With
 * {@code partitioner.ignore.keys=true} all records are spread in turn.
 *
 * <p>Thread-safe.
 */
public final class DefaultPartitionerProvider implements PartitionerProvider {
    /** For {@link java.util.ServiceLoader}. */
    public DefaultPartitionerProvider() {}

    @Override
    public String name() {
        return "default";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Partitioner create(PluginContext context) {
        Partitioner unkeyed = new RoundRobin(context.random());
        return PartitionerSettings.read(context).ignoreKeys() ? unkeyed : new KeyedPartitioner(KeyHash.MURMUR2, unkeyed, true);
    }
}
