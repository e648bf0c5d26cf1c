package io.odradek.spi.tck.quorum;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.LogStorageProvider;
import io.odradek.spi.tck.TestEventLoop;
import java.nio.file.Path;
import java.util.Map;

/**
 * A node on threads of its own, and a data directory. Killed, it closes its member first; {@link #abandon} does not.
 *
 * <p>Confined to the test's thread.
 */
public class ThreadedNode implements QuorumNode {
    private static final int WORKER_COUNT = 2;

    private final TestEventLoop loop = new TestEventLoop();
    private final Workers workers = Workers.threads("quorum-contract", WORKER_COUNT);
    private final LogStorage storage;
    private final MetadataQuorum quorum;

    /** Opens the directory, and creates the member on it. */
    public ThreadedNode(MetadataQuorumProvider provider, QuorumSettings settings, LogStorageProvider storages, Path directory) {
        PluginContext context = PluginContext.of(Map.of());
        this.storage = storages.create(context, directory, workers);
        loop.await(() -> storage.open(loop));
        this.quorum = provider.create(context, settings, new QuorumHost(loop, workers, storage, directory));
    }

    @Override
    public final EventLoop loop() {
        return loop;
    }

    @Override
    public final MetadataQuorum quorum() {
        return quorum;
    }

    @Override
    public final void stop() {
        loop.await(() -> storage.close(loop));
        abandon();
    }

    @Override
    public void kill() {
        loop.await(quorum::close);
        stop();
    }

    /** Ends its threads and closes nothing. Fails when a task on the loop threw. */
    public final void abandon() {
        try {
            loop.close();
        } finally {
            workers.close();
        }
    }
}
