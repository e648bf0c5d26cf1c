package io.odradek.quorum.ratis;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumSettings;

/**
 * Creates the quorum {@code ratis}: a Raft group of Apache Ratis, durable, of any number of members.
 *
 * <p>Thread-safe. It reads {@code cluster.id}, and the keys that {@link RatisSettings} describes.
 */
public final class RatisQuorumProvider implements MetadataQuorumProvider {
    /** For {@link java.util.ServiceLoader}. */
    public RatisQuorumProvider() {}

    @Override
    public String name() {
        return "ratis";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public MetadataQuorum create(PluginContext context, QuorumSettings settings, QuorumHost host) {
        RatisSettings read = RatisSettings.read(context.settings());
        return new RatisQuorum(read, Members.of(read.clusterId(), settings), settings, host);
    }
}
