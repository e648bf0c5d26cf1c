package io.odradek.spi.transport;

import io.odradek.spi.runtime.EventLoop;

/**
 * A connection that carries frames both ways.
 *
 * <p>Confined to its event loop. The rules are in {@link Transport}.
 */
public interface Connection {
    /** The loop it lives on. May be asked on any thread. */
    EventLoop eventLoop();

    /** The other side. May be asked on any thread. */
    Endpoint remote();

    /**
     * Sends a frame; the size in front of it is the transport's work. Buffers and ranges of the frame are the transport's until {@code
     * report} is called (T3); several sends of one turn of the loop may leave in one system call.
     */
    void send(OutboundFrame frame, SendReport report);

    /** Whether little enough is waiting to be sent. */
    boolean isWritable();

    /** Stops delivering frames. Idempotent. */
    void pauseReading();

    /** Goes on delivering frames. Idempotent. */
    void resumeReading();

    /** Ends the connection; {@link ConnectionHandler#onClosed} follows, never inside this call. Idempotent. */
    void close();
}
