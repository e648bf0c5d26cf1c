package io.odradek.inmemory.quorum;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Provides the quorum {@code in-memory}: one log for all members of a cluster that are given the same provider, as those that share a
 * plug-in registry are. It lives as long as the provider. A member alone has a log of its data directory.
 *
 * <p>Thread-safe.
 */
public final class InMemoryQuorumProvider implements MetadataQuorumProvider {
    private final Map<Object, SharedQuorum> quorums = new LinkedHashMap<>();

    /** A provider with logs of its own. */
    public InMemoryQuorumProvider() {}

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
        return quorum(settings.members(), host.directory()).member(settings, host);
    }

    /** The quorum of these members, which for one alone is that of its directory. */
    SharedQuorum quorum(List<QuorumMember> members, Path directory) {
        Object key = members.size() == 1
                ? directory.toAbsolutePath().normalize()
                : members.stream().sorted(Comparator.comparingInt(QuorumMember::nodeId)).toList();
        synchronized (quorums) {
            return quorums.computeIfAbsent(key, absent -> new SharedQuorum());
        }
    }
}
