package io.odradek.transport.netty;

import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.InboundFrame;

/** Stands in for the handler of a connection that no handler was found for. */
enum Unhandled implements ConnectionHandler {
    INSTANCE;

    @Override
    public void onFrame(Connection connection, InboundFrame frame) {
        frame.release();
    }

    @Override
    public void onClosed(Connection connection, CloseReason reason) {
        // The acceptor or the listener ended it, and knows.
    }
}
