package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code fnv1a}: the placement of Sarama's default, and of librdkafka's {@code fnv1a_random}: FNV-1a of a key. An empty key is hashed;
 * null keys go to all partitions in turn, for each topic and producer. With {@code partitioner.ignore.keys=true} all records are spread
 * in turn.
 *
 * <p>Thread-safe.
 */
public final class Fnv1aPartitionerProvider implements PartitionerProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Fnv1aPartitionerProvider() {}

    @Override
    public String name() {
        return "fnv1a";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Partitioner create(PluginContext context) {
        Partitioner unkeyed = new RoundRobin(context.random());
        return PartitionerSettings.read(context).ignoreKeys() ? unkeyed : new KeyedPartitioner(KeyHash.FNV1A, unkeyed, true);
    }
}
