package io.odradek.quorum.local;

import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.tck.quorum.MetadataQuorumContract;
import io.odradek.spi.tck.quorum.QuorumNode;
import io.odradek.spi.tck.quorum.QuorumPower;
import io.odradek.spi.tck.quorum.ThreadedNode;
import io.odradek.spi.transport.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The contract on a disk in memory, whose process dies and which loses power. */
class LocalQuorumContractTest extends MetadataQuorumContract {
    private static final Path DIRECTORY = Path.of("data");

    private final LocalQuorumProvider provider = new LocalQuorumProvider();
    private final MemoryLogStorageProvider disks = new MemoryLogStorageProvider();
    private CrashingNode latest;

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
        latest = new CrashingNode(settings);
        return latest;
    }

    @Override
    protected Optional<QuorumPower> power() {
        return Optional.of(random -> {
            latest.abandon();
            disks.disk(DIRECTORY).losePower(random);
        });
    }

    private final class CrashingNode extends ThreadedNode {
        CrashingNode(QuorumSettings settings) {
            super(provider, settings, disks, DIRECTORY);
        }

        @Override
        public void kill() {
            abandon();
            disks.disk(DIRECTORY).crashProcess();
        }
    }
}
