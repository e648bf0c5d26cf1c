package io.odradek.inmemory.transport;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Acceptor;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Listener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes connections in at an address of the network.
 *
 * <p>Thread-safe.
 */
final class InProcessListener implements Listener {
    private final InProcessTransport transport;
    private final Network network;
    private final Endpoint endpoint;
    private final ConnectionSettings settings;
    private final Acceptor acceptor;
    private final AtomicBoolean closed = new AtomicBoolean();

    InProcessListener(
            InProcessTransport transport, Network network, Endpoint wanted, ConnectionSettings settings, Acceptor acceptor) {
        this.transport = transport;
        this.network = network;
        this.settings = settings;
        this.acceptor = acceptor;
        this.endpoint = network.bind(wanted, this);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        unbind();
        transport.eventLoops().get(0).execute(() -> done.complete(null));
        return done;
    }

    void unbind() {
        if (closed.compareAndSet(false, true)) {
            network.unbind(endpoint, this);
            transport.listenerEnded(this);
        }
    }

    InProcessTransport transport() {
        return transport;
    }

    /** This side's end of a connection that is being made. */
    InProcessConnection newEnd(Endpoint remote) {
        EventLoop loop = transport.nextLoop();
        return new InProcessConnection(transport, loop, remote, settings);
    }

    /** Hands a new connection over. Called on its loop. */
    void accept(InProcessConnection connection, Runnable established) {
        if (closed.get() || !transport.connectionBegan(connection)) {
            connection.end(new CloseReason(CloseReason.Kind.LOCAL, "the listener at " + endpoint + " is closed"));
            return;
        }
        connection.peer().link().carry(0, established);
        connection.guard(() -> connection.handledBy(acceptor.accept(connection)));
    }
}
