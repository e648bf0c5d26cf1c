package io.odradek.quorum.local;

import io.odradek.api.ConfigException;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumSettings;

/**
 * Provides the quorum {@code local}: of one member, which keeps its commands in its storage, and always leads.
 *
 * <p>Thread-safe. It reads no setting.
 */
public final class LocalQuorumProvider implements MetadataQuorumProvider {
    /** For {@link java.util.ServiceLoader}. */
    public LocalQuorumProvider() {}

    @Override
    public String name() {
        return "local";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public MetadataQuorum create(PluginContext context, QuorumSettings settings, QuorumHost host) {
        if (settings.members().size() != 1) {
            throw new ConfigException("metadata.quorum=local is for one node alone, and there are " + settings.members().size() + ": "
                    + settings.members() + ". For a cluster set metadata.quorum=ratis and add the artifact odradek-quorum-ratis, or name"
                    + " this node alone");
        }
        return new LocalQuorum(settings, host);
    }
}
