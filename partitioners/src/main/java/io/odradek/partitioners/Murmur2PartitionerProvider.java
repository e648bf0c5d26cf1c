package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code murmur2}: the placement of Kafka's Java client, over all partitions whether they have a leader or not. An empty key is hashed;
 * null keys go to all partitions in turn, for each topic and producer. With {@code partitioner.ignore.keys=true} all records are spread
 * in turn.
 *
 * <p>Thread-safe.
 */
public final class Murmur2PartitionerProvider implements PartitionerProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Murmur2PartitionerProvider() {}

    @Override
    public String name() {
        return "murmur2";
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
