package io.odradek.client;

import io.odradek.api.OdradekException;
import io.odradek.spi.transport.InboundFrame;

/**
 * Told once what became of a request that was sent as a frame.
 *
 * <p>Confined to the connection's event loop.
 */
public interface FrameAnswer {
    /**
     * The answer came. The frame's bytes stand behind the correlation id's header; the lease is the receiver's now.
     *
     * @param frame header already consumed
     */
    void answered(InboundFrame frame);

    /** No answer will come: it took too long, or the connection ended. The request may have been carried out all the same. */
    void failed(OdradekException error);
}
