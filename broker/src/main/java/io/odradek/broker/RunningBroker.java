package io.odradek.broker;

import io.odradek.broker.internal.api.ThisNode;
import io.odradek.broker.internal.network.Connections;
import io.odradek.broker.internal.partition.Rounds;
import io.odradek.broker.internal.partition.ServedPartitions;
import io.odradek.broker.internal.directory.DataDirectory;
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
 * @param partitions the partitions it serves
 * @param directory where its data is
 */
record RunningBroker(
        ThisNode node,
        Listener listener,
        Connections connections,
        List<Rounds> rounds,
        ServedPartitions partitions,
        DataDirectory directory) {
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(5);

    /** Ends it; the data directory is closed in good order only if every partition was. */
    CompletableFuture<Void> stop() {
        rounds.forEach(Rounds::stop);
        return listener.close()
                .handle((done, failure) -> null)
                .thenCompose(done -> partitions.close())
                .handle((done, failure) -> connections.drain(DRAIN_NS).thenCompose(drained -> closeDirectory(failure)))
                .thenCompose(end -> end);
    }

    private CompletableFuture<Void> closeDirectory(@Nullable Throwable failure) {
        return failure == null ? directory.close() : directory.abandon().thenCompose(done -> CompletableFuture.failedFuture(failure));
    }
}
