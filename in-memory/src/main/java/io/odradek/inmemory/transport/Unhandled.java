package io.odradek.inmemory.transport;

import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.InboundFrame;

/** Stands in for the handler of a connection as long as none was found for it: it may end, as when it is cut on the way, before one is. */
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
