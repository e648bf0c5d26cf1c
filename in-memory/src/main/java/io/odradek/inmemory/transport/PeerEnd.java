package io.odradek.inmemory.transport;

import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.ConnectionSettings;
import java.nio.ByteBuffer;

/**
 * The other end of a connection, reached over a link: everything said here happens there, later, in order.
 *
 * <p>Confined to the near end's loop.
 */
record PeerEnd(InProcessConnection connection, Link link) {
    ConnectionSettings settings() {
        return connection.settings();
    }

    void carryFrame(ByteBuffer copy) {
        link.carry(copy.remaining(), () -> connection.frameArrived(copy));
    }

    void refuseTooLarge(long sizeBytes) {
        link.carry(0, () -> connection
                .inbox()
                .ended(new CloseReason(
                        CloseReason.Kind.FRAME_TOO_LARGE,
                        "a frame of " + sizeBytes + " bytes came from " + connection.remote() + ", more than the "
                                + settings().frameSizeBytesMax() + " that are allowed")));
    }

    void carryEnd() {
        link.carry(0, () -> connection
                .inbox()
                .ended(new CloseReason(CloseReason.Kind.PEER, connection.remote() + " closed the connection")));
    }

    /** The other end's bytes were taken in; it may send as many more. */
    void credit(long sizeBytes) {
        link.carry(0, () -> connection.outbox().credit(sizeBytes));
    }
}
