package io.odradek.quorum.ratis;

import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.tck.quorum.MetadataQuorumContract;
import io.odradek.spi.tck.quorum.QuorumNode;
import io.odradek.spi.tck.quorum.ThreadedNode;
import io.odradek.storage.mmap.MmapLogStorageProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract on three members in one JVM. Killed ones are closed: KilledMembersTest kills processes. */
@Tag("proof")
class RatisQuorumContractTest extends MetadataQuorumContract {
    private final RatisQuorumProvider provider = new RatisQuorumProvider();
    private final List<QuorumMember> members = TestCluster.members(nodeCount());

    @TempDir
    private Path root;

    int nodeCount() {
        return 3;
    }

    @Override
    protected MetadataQuorumProvider provider() {
        return provider;
    }

    @Override
    protected List<QuorumMember> members() {
        return members;
    }

    @Override
    protected QuorumNode begin(QuorumSettings settings) {
        return new ThreadedNode(provider, settings, new MmapLogStorageProvider(), root.resolve("node-" + settings.nodeId()));
    }
}
