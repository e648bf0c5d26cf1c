package io.odradek.broker.internal.directory;

import io.odradek.log.LogPosition;
import io.odradek.log.LogPositions;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.StorageFolder;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Interim. */
public final class DataDirectory {
    private final LogStorage storage;
    private final EventLoop loop;
    private final StorageFolder root;
    private final String clusterId;

    private DataDirectory(LogStorage storage, EventLoop loop, StorageFolder root, String clusterId) {
        this.storage = storage;
        this.loop = loop;
        this.root = root;
        this.clusterId = clusterId;
    }

    /** Interim. */
    public static CompletableFuture<DataDirectory> open(LogStorage storage, EventLoop loop, RandomSource random, int nodeId) {
        return storage.open(loop)
                .thenCompose(done -> storage.openFolder(LogStorage.ROOT, loop))
                .thenApply(root -> new DataDirectory(storage, loop, root, random.nextUuid().toString()));
    }

    /** Interim. */
    public StorageFolder root() {
        return root;
    }

    /** Interim. */
    public String clusterId() {
        return clusterId;
    }

    /** Interim. */
    public LogPositions positions() {
        return new LogPositions() {
            @Override
            public Optional<LogPosition> atStart(String folder) {
                return Optional.empty();
            }

            @Override
            public boolean closedInGoodOrder() {
                return false;
            }

            @Override
            public void note(String folder, LogPosition position) {}

            @Override
            public CompletableFuture<Void> keep(String folder, LogPosition position, EventLoop on) {
                CompletableFuture<Void> kept = new CompletableFuture<>();
                on.execute(() -> kept.complete(null));
                return kept;
            }
        };
    }

    /** Interim. */
    public CompletableFuture<Void> close() {
        return root.close().thenCompose(done -> storage.close(loop));
    }

    /** Interim. */
    public CompletableFuture<Void> abandon() {
        return close();
    }
}
