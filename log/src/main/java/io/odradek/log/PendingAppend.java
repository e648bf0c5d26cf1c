package io.odradek.log;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Batches on their way into the log.
 *
 * <p>Confined to the log's event loop. From its first attempt on to its outcome nothing else changes the log's end.
 */
interface PendingAppend {
    /** Appends as much as can be appended now; the outcome, or null when {@link #makeRoom} has to come first. */
    @Nullable AppendResult attempt();

    /** Does what the attempt before was missing. */
    CompletableFuture<Void> makeRoom();

    /** The outcome when that failed. */
    AppendResult withoutRoom(Throwable failure);
}
