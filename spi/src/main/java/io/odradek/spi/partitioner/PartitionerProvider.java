package io.odradek.spi.partitioner;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginProvider;

/**
 * Creates a {@link Partitioner}.
 *
 * <p>Thread-safe.
 */
public interface PartitionerProvider extends PluginProvider {
    /** The level of this contract. */
    int LEVEL = 1;

    /** A partitioner for one producer. */
    Partitioner create(PluginContext context);
}
