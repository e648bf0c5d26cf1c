package io.odradek.spi.tck.quorum;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumSettings;

/** Creates members of the simplest quorum that keeps the rules, or breaks one of them on purpose. */
public final class ToyQuorumProvider implements MetadataQuorumProvider {
    private final ToyLog log;

    /** As every provider has it. */
    public ToyQuorumProvider() {
        this(Flaw.NONE);
    }

    ToyQuorumProvider(Flaw flaw) {
        this.log = new ToyLog(flaw);
    }

    ToyLog log() {
        return log;
    }

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public MetadataQuorum create(PluginContext context, QuorumSettings settings, QuorumHost host) {
        return new ToyMember(log, settings, host.loop());
    }
}
