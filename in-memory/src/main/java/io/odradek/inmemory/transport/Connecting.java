package io.odradek.inmemory.transport;

import io.odradek.api.ConnectionException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.InboundFrame;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The handler of a connection until it is made: its end is the failure of the attempt.
 *
 * <p>Confined to the connection's loop.
 */
final class Connecting implements ConnectionHandler {
    private final InProcessConnection connection;
    private final ConnectionHandler handler;
    private final CompletableFuture<Connection> outcome;
    private EventLoop.Timer deadline = () -> {};

    Connecting(InProcessConnection connection, ConnectionHandler handler, CompletableFuture<Connection> outcome) {
        this.connection = connection;
        this.handler = handler;
        this.outcome = outcome;
    }

    void start(Network network) {
        Endpoint endpoint = connection.remote();
        connection.handledBy(this);
        if (!connection.transport().connectionBegan(connection)) {
            end("this side's transport is closed");
            return;
        }
        Optional<InProcessListener> listener = network.find(connection.transport(), endpoint);
        if (listener.isEmpty()) {
            network.answerLater(connection.eventLoop(), () -> end("refused: nothing listens there"));
            return;
        }
        InProcessConnection far = listener.get().newEnd(connection.transport().newLocalEndpoint());
        InProcessConnection.join(connection, far, network.wire(connection, far));
        long timeoutNs = connection.settings().connectTimeoutNs();
        deadline = connection.eventLoop().schedule(timeoutNs, () -> end("no answer within " + timeoutNs / 1_000_000 + " ms"));
        connection.peer().link().carry(0, () -> listener.get().accept(far, this::established));
    }

    private void established() {
        deadline.cancel();
        if (connection.isOpen()) {
            connection.handledBy(handler);
            outcome.complete(connection);
        }
    }

    private void end(String why) {
        connection.end(new CloseReason(CloseReason.Kind.IO, why));
    }

    @Override
    public void onFrame(Connection early, InboundFrame frame) {
        frame.release();
        throw new IllegalStateException("a frame came from " + early.remote() + " before the connection was made");
    }

    @Override
    public void onClosed(Connection ended, CloseReason reason) {
        deadline.cancel();
        outcome.completeExceptionally(new ConnectionException("could not connect to " + ended.remote() + ": " + reason.message()));
    }
}
