package io.odradek.spi.transport;

/**
 * Told what happens on a connection.
 *
 * <p>Confined to the connection's event loop.
 */
public interface ConnectionHandler {
    /** A frame came in; it belongs to the handler now. */
    void onFrame(Connection connection, InboundFrame frame);

    /** {@link Connection#isWritable()} changed. */
    default void onWritabilityChanged(Connection connection, boolean writable) {}

    /** The connection has ended: the last thing that is told. */
    void onClosed(Connection connection, CloseReason reason);
}
