package io.odradek.inmemory.transport;

import io.odradek.spi.runtime.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The event loops of a transport, and how to stop them.
 *
 * <p>Thread-safe if its loops run on different threads.
 */
interface LoopGroup {
    /** The loops, always the same. */
    List<EventLoop> loops();

    /** Ends the loops once {@code done}, or after a bound. */
    void stopAfter(CompletableFuture<?> done);
}
