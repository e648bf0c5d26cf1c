package io.odradek.inmemory.quorum;

import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.tck.quorum.MetadataQuorumContract;
import io.odradek.spi.tck.quorum.QuorumIsolation;
import io.odradek.spi.tck.quorum.QuorumNode;
import io.odradek.spi.tck.quorum.ThreadedNode;
import io.odradek.spi.transport.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The contract on three members of the shared quorum, on threads. */
class InMemoryQuorumContractTest extends MetadataQuorumContract {
    private final InMemoryQuorumProvider provider = new InMemoryQuorumProvider();
    private final MemoryLogStorageProvider disks = new MemoryLogStorageProvider();

    @Override
    protected MetadataQuorumProvider provider() {
        return provider;
    }

    @Override
    protected List<QuorumMember> members() {
        return IntStream.range(0, nodeCount())
                .mapToObj(nodeId -> new QuorumMember(nodeId, new Endpoint("node-" + nodeId, 9000 + nodeId)))
                .toList();
    }

    int nodeCount() {
        return 3;
    }

    @Override
    protected QuorumNode begin(QuorumSettings settings) {
        Path directory = directoryOf(settings.nodeId());
        return new ThreadedNode(provider, settings, disks, directory) {
            @Override
            public void kill() {
                shared().kill(settings.nodeId());
                abandon();
                disks.disk(directory).crashProcess();
            }
        };
    }

    private static Path directoryOf(int nodeId) {
        return Path.of("node-" + nodeId);
    }

    private SharedQuorum shared() {
        return provider.quorum(members(), directoryOf(0));
    }

    @Override
    protected Optional<QuorumIsolation> isolation() {
        return Optional.of(new QuorumIsolation() {
            @Override
            public void cutOff(int nodeId) {
                shared().cutOff(nodeId);
            }

            @Override
            public void heal(int nodeId) {
                shared().heal(nodeId);
            }
        });
    }

    @Override
    protected long electionTimeoutNs() {
        return TimeUnit.MILLISECONDS.toNanos(50);
    }

    @Override
    protected long submitTimeoutNs() {
        return TimeUnit.MILLISECONDS.toNanos(500);
    }
}
