package io.odradek.log;

import io.odradek.spi.runtime.EventLoop;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the position of every log of a data directory.
 *
 * <p>Thread-safe.
 */
public interface LogPositions {
    /** Where the log in this folder stood when the directory was opened; empty when it was not known. */
    Optional<LogPosition> atStart(String folder);

    /** Whether the directory was closed in good order before it was opened, so that every log ends where its files end. */
    boolean closedInGoodOrder();

    /** Takes note of a position, to be made durable some time. */
    void note(String folder, LogPosition position);

    /** Makes a position durable; completes on {@code loop}. */
    CompletableFuture<Void> keep(String folder, LogPosition position, EventLoop loop);
}
