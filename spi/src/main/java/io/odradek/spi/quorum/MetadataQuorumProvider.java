package io.odradek.spi.quorum;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginProvider;

/**
 * Creates a {@link MetadataQuorum}.
 *
 * <p>Thread-safe.
 */
public interface MetadataQuorumProvider extends PluginProvider {
    /** The level of this contract. */
    int LEVEL = 1;

    /**
     * A member that has not joined yet; nothing is touched before {@link MetadataQuorum#start}.
     *
     * @throws io.odradek.api.ConfigException when it cannot serve so many members
     */
    MetadataQuorum create(PluginContext context, QuorumSettings settings, QuorumHost host);
}
