package io.odradek.broker.internal.network;

import io.odradek.spi.transport.OutboundFrame;

/**
 * The place of one request's answer among those of its connection. Exactly one of its ends is called, once.
 *
 * <p>Thread-safe. An answer that comes after the connection ended is dropped, and its ranges are released.
 *
 * @param <R> the type of the response
 */
public interface Reply<R> {
    /** Ends with a response. */
    void send(R response);

    /** Ends with a frame that was laid out already, header included; its ranges are the connection's from now on. */
    void sendFrame(OutboundFrame frame);

    /** The correlation id that the response has to repeat. */
    int correlationId();

    /** Ends without an answer, because the client awaits none. */
    void nothing();

    /** Ends the connection, for a reason that is logged. */
    void refuse(String reason);

    /** Tells if the connection ends before the answer: once, on the connection's loop. To be called on that loop. */
    void whenAbandoned(Runnable task);
}
