package io.odradek.spi.transport;

/**
 * Gives every connection that came in its handler.
 *
 * <p>Called on the new connection's event loop.
 */
@FunctionalInterface
public interface Acceptor {
    /** The handler; it may send at once. */
    ConnectionHandler accept(Connection connection);
}
