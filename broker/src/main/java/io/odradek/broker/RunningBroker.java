package io.odradek.broker;

import io.odradek.broker.internal.api.ThisNode;
import io.odradek.broker.internal.network.Connections;
import io.odradek.broker.internal.partition.Rounds;
import io.odradek.broker.internal.partition.ServedPartitions;
import io.odradek.broker.internal.topic.LocalTopicCatalog;
import io.odradek.log.directory.DataDirectory;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.Listener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A broker that serves, and the steps of its end. Confined to the engine's loop.
 *
 * @param node as which it answers
 * @param listener where it listens
 * @param connections the connections of clients
 * @param rounds its recurring work
 * @param data what it keeps
 */
record RunningBroker(
        ThisNode node,
        Listener listener,
        Connections connections,
        List<Rounds> rounds,
        Data data) {
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(5);

    /** Ends it; the data directory is closed in good order only if every partition was. */
    CompletableFuture<Void> stop() {
        rounds.forEach(Rounds::stop);
        return listener.close()
                .handle((done, failure) -> null)
                .thenCompose(done -> data.closePartitions())
                .handle((done, failure) -> connections.drain(DRAIN_NS).thenCompose(drained -> data.close(failure)))
                .thenCompose(end -> end);
    }

    /**
     * What a broker keeps.
     *
     * @param catalog the topics that there are
     * @param partitions the partitions it serves
     * @param directory where their logs are
     * @param storage where the directory is
     * @param control the directory's loop
     */
    record Data(
            LocalTopicCatalog catalog, ServedPartitions partitions, DataDirectory directory, LogStorage storage, EventLoop control) {
        private CompletableFuture<Void> closePartitions() {
            catalog.close();
            return partitions.close();
        }

        /** A log that could not be opened or closed was not recovered: without the mark of good order the next start does that. */
        private CompletableFuture<Void> close(@Nullable Throwable failure) {
            if (failure == null && partitions.allOpened()) {
                return directory.close();
            }
            return storage.close(control)
                    .thenCompose(done -> failure == null
                            ? CompletableFuture.completedFuture(null)
                            : CompletableFuture.failedFuture(failure));
        }
    }
}
