package io.odradek.quorum.local;

import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.tck.quorum.MetadataQuorumContract;
import io.odradek.spi.tck.quorum.QuorumNode;
import io.odradek.spi.tck.quorum.ThreadedNode;
import io.odradek.spi.transport.Endpoint;
import io.odradek.storage.mmap.MmapLogStorageProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The contract on files. */
class LocalQuorumOnFilesContractTest extends MetadataQuorumContract {
    private final LocalQuorumProvider provider = new LocalQuorumProvider();

    @TempDir
    private Path parent;

    @Override
    protected MetadataQuorumProvider provider() {
        return provider;
    }

    @Override
    protected List<QuorumMember> members() {
        return List.of(new QuorumMember(4, new Endpoint("nowhere", 1)));
    }

    @Override
    protected QuorumNode begin(QuorumSettings settings) {
        return new ThreadedNode(provider, settings, new MmapLogStorageProvider(), parent.resolve("data"));
    }
}
