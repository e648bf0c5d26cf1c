package io.odradek.cli.console;

import java.util.concurrent.CompletableFuture;

/**
 * The wish of a person or of the system to end a command early: it delivers what it has, tells what it did, and ends.
 *
 * <p>Thread-safe.
 */
public final class Interruption {
    private final CompletableFuture<Void> requested = new CompletableFuture<>();

    /** Asks the command to end. Idempotent. */
    public void request() {
        requested.complete(null);
    }

    /** Whether the command is to end. */
    public boolean isRequested() {
        return requested.isDone();
    }

    /** Completes when the command is to end. */
    public CompletableFuture<Void> requested() {
        return requested.copy();
    }
}
