package io.odradek.quorum.ratis;

import io.odradek.api.OdradekException;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.tck.TestEventLoop;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A member with a loop and a machine of its own. */
final class TestMember implements AutoCloseable {
    private static final LogStorage UNUSED_STORAGE = (LogStorage) Proxy.newProxyInstance(
            TestMember.class.getClassLoader(), new Class<?>[] {LogStorage.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    final int nodeId;
    final TestEventLoop loop = new TestEventLoop();
    final JournalMachine machine = new JournalMachine();
    final MetadataQuorum quorum;
    private final Workers workers = Workers.threads("test-workers", 1);

    TestMember(int nodeId, List<QuorumMember> members, Path directory, Map<String, String> settings, long electionNs, long submitNs) {
        this.nodeId = nodeId;
        this.quorum = new RatisQuorumProvider()
                .create(
                        PluginContext.of(settings),
                        new QuorumSettings(nodeId, members, electionNs, submitNs),
                        new QuorumHost(loop, workers, UNUSED_STORAGE, directory));
    }

    CompletableFuture<Void> start() {
        return quorum.start(machine);
    }

    /** Submits a command and waits for its index. */
    long submit(String command) {
        return loop.await(() -> quorum.submit(ByteBuffer.wrap(command.getBytes(StandardCharsets.UTF_8))));
    }

    OdradekException submitAndFail(String command) {
        try {
            submit(command);
        } catch (OdradekException failed) {
            return failed;
        }
        throw new AssertionError("the command " + command + " was taken");
    }

    boolean leads() {
        return quorum.leadership().leaderId() == nodeId;
    }

    CompletableFuture<Void> startClosing() {
        return quorum.close();
    }

    @Override
    public void close() {
        loop.await(quorum::close);
        workers.close();
        loop.close();
    }
}
