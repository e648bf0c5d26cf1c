package io.odradek.inmemory.quorum;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumSettings;

/** Gives an engine a member of one quorum. */
record SharedQuorumProvider(SharedQuorum quorum) implements MetadataQuorumProvider {
    @Override
    public String name() {
        return "in-memory";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public MetadataQuorum create(PluginContext context, QuorumSettings settings, QuorumHost host) {
        return quorum.member(settings, host);
    }
}
