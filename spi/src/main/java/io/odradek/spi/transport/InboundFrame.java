package io.odradek.spi.transport;

import java.nio.ByteBuffer;

/**
 * A frame that came in: a lease on bytes.
 *
 * <p>Belongs to whoever it was handed to; may go from one thread to another by a safe hand-over.
 */
public interface InboundFrame {
    /** The frame's bytes, without the size, writable, from position to limit. Not to be touched after {@link #release()}. */
    ByteBuffer bytes();

    /** Ends the lease. A second call is an {@link IllegalStateException}. */
    void release();
}
