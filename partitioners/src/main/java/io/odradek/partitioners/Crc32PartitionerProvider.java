package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code crc32}: the placement of librdkafka's default, {@code consistent_random}: the CRC-32 of a key. Null and empty keys have no place
 * there either: they go to all partitions in turn, for each topic and producer. With {@code partitioner.ignore.keys=true} all records
 * are spread in turn.
 *
 * <p>Thread-safe.
 */
public final class Crc32PartitionerProvider implements PartitionerProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Crc32PartitionerProvider() {}

    @Override
    public String name() {
        return "crc32";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public Partitioner create(PluginContext context) {
        Partitioner unkeyed = new RoundRobin(context.random());
        return PartitionerSettings.read(context).ignoreKeys() ? unkeyed : new KeyedPartitioner(KeyHash.CRC32, unkeyed, false);
    }
}
