package io.odradek.spi.transport;

import java.util.concurrent.CompletableFuture;

/**
 * Takes connections in at an address.
 *
 * <p>Thread-safe.
 */
public interface Listener {
    /** The address, with the port that was picked. */
    Endpoint endpoint();

    /** Takes no more; connections that exist go on. Idempotent. Completes on one of the transport's loops. */
    CompletableFuture<Void> close();
}
