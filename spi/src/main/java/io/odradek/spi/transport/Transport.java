package io.odradek.spi.transport;

import io.odradek.spi.runtime.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Event loops, and connections on them that carry frames: a size of four bytes, big-endian, and so many bytes.
 *
 * <p>Thread-safe. A connection is confined to one event loop: it is told and asked there only, unless a method says otherwise.
 *
 * <ul>
 *   <li>T1 Frames arrive whole, once, in the order in which they were sent, with exactly the bytes that were sent. Empty frames too.
 *   <li>T2 An inbound frame belongs to the receiver until it is released, on any loop; its bytes may be changed; nobody else sees them.
 *   <li>T3 Every {@code send} reports exactly once, on the connection's loop and never inside the call, that its buffers and ranges
 *       have been let go: with null when the last byte was handed to the network, with the reason when the connection ended before.
 *   <li>T4 Reports come in the order of the sends.
 *   <li>T5 {@link ConnectionHandler#onClosed} is called exactly once for every connection that was handed over, after the last frame, and after
 *       every send has been reported; nothing is told to the handler after it.
 *   <li>T6 A frame longer than the limit closes the connection with {@link CloseReason.Kind#FRAME_TOO_LARGE}; nothing of it is delivered, and no
 *       memory of its claimed size is taken. A negative size likewise.
 *   <li>T7 Back-pressure out: {@link Connection#isWritable} turns false when much is waiting, and {@link ConnectionHandler#onWritabilityChanged}
 *       tells of every turn; sends are taken all the same.
 *   <li>T8 Back-pressure in: after {@link Connection#pauseReading} no frame is delivered until {@link Connection#resumeReading}, the peer is
 *       slowed down in the end, and no frame is lost.
 *   <li>T9 A connection that cannot be made (refused, unresolvable, timed out) fails the future with a {@link
 *       io.odradek.api.ConnectionException} that names the address; no handler is told.
 *   <li>T10 Port 0 picks a free port, which {@link Listener#endpoint()} tells. A port that is taken fails the future.
 *   <li>T11 {@link #close} ends every connection and listener, each with its close signal, then stops the loops; it is idempotent and bounded in
 *       time, and leaves no thread and no lease of its own.
 *   <li>T12 A handler that throws costs its own connection and nothing else.
 *   <li>T13 The sender's memory is not read after the report of T3, and is not changed at all.
 * </ul>
 */
public interface Transport extends AutoCloseable {
    /** The event loops, always the same ones in the same order. They run until {@link #close}. */
    List<EventLoop> eventLoops();

    /** Accepts connections and spreads them over the loops in turn. The future completes on one of the loops. */
    CompletableFuture<Listener> listen(Endpoint endpoint, ConnectionSettings settings, Acceptor acceptor);

    /** Connects; the connection lives on {@code loop}, one of this transport's, and the future completes there. */
    CompletableFuture<Connection> connect(Endpoint endpoint, EventLoop loop, ConnectionSettings settings, ConnectionHandler handler);

    /** Ends everything (T11). Not to be called on one of the loops. */
    @Override
    void close();
}
