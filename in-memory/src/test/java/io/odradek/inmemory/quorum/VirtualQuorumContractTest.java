package io.odradek.inmemory.quorum;

import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.tck.quorum.MetadataQuorumContract;
import io.odradek.spi.tck.quorum.QuorumIsolation;
import io.odradek.spi.tck.quorum.QuorumNode;
import io.odradek.spi.transport.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The contract on five members of a shared quorum, in virtual time, where commits and deliveries take theirs. */
class VirtualQuorumContractTest extends MetadataQuorumContract {
    private static final int MEMBER_COUNT = 5;
    private static final long AWAIT_NS_MAX = 300_000_000_000L;
    private static final long DELAY_NS_MAX = 100_000_000;

    private final VirtualTime time = new VirtualTime(20_261_128);
    private final SharedQuorum quorum = new SharedQuorum();
    private final MemoryLogStorageProvider disks = new MemoryLogStorageProvider();

    VirtualQuorumContractTest() {
        quorum.setWeather(QuorumWeather.of(QuorumFaults.healthy(DELAY_NS_MAX, DELAY_NS_MAX), time.random("weather")));
    }

    @Override
    protected MetadataQuorumProvider provider() {
        return new InMemoryQuorumProvider();
    }

    @Override
    protected List<QuorumMember> members() {
        return IntStream.range(0, MEMBER_COUNT)
                .mapToObj(nodeId -> new QuorumMember(nodeId, new Endpoint("node-" + nodeId, 9000)))
                .toList();
    }

    @Override
    protected QuorumNode begin(QuorumSettings settings) {
        VirtualProcess process = time.newProcess("node-" + settings.nodeId());
        process.onKill(() -> quorum.kill(settings.nodeId()));
        EventLoop loop = process.newEventLoop("control");
        Path directory = Path.of(process.name());
        PluginContext context = new PluginContext(Map.of(), process.clock(), process.random());
        QuorumHost host = new QuorumHost(loop, process.workers(), disks.create(context, directory, process.workers()), directory);
        return new VirtualNode(process, loop, quorum.member(settings, host));
    }

    private record VirtualNode(VirtualProcess process, EventLoop loop, MetadataQuorum quorum) implements QuorumNode {
        @Override
        public void stop() {
            process.kill();
        }

        @Override
        public void kill() {
            process.kill();
        }
    }

    @Override
    protected Optional<QuorumIsolation> isolation() {
        return Optional.of(new QuorumIsolation() {
            @Override
            public void cutOff(int nodeId) {
                quorum.cutOff(nodeId);
            }

            @Override
            public void heal(int nodeId) {
                quorum.heal(nodeId);
            }
        });
    }

    @Override
    protected <T> T await(CompletableFuture<T> future) {
        return time.await(future, AWAIT_NS_MAX);
    }
}
