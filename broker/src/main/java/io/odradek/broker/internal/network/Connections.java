package io.odradek.broker.internal.network;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Acceptor;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The connections that are open, so that they can be ended together.
 *
 * <p>Thread-safe: those of each loop are kept on that loop.
 */
public final class Connections implements Acceptor {
    private final ApiTable apis;
    private final ConnectionLimits limits;
    private final List<OnLoop> loops = new ArrayList<>();
    private volatile boolean serving;

    /** None yet. */
    public Connections(List<EventLoop> loops, ApiTable apis, ConnectionLimits limits) {
        this.apis = apis;
        this.limits = limits;
        for (EventLoop loop : loops) {
            this.loops.add(new OnLoop(loop));
        }
    }

    /** Takes connections from now on; those that came before were closed. */
    public void serve() {
        serving = true;
    }

    @Override
    public ConnectionHandler accept(Connection connection) {
        for (OnLoop onLoop : loops) {
            if (onLoop.loop == connection.eventLoop()) {
                return onLoop.accept(connection);
            }
        }
        throw new IllegalStateException("the connection from " + connection.remote() + " lives on a loop that is not the broker's");
    }

    /** Lets every connection answer what it was asked, then closes it; those that are not done after {@code graceNs} are cut off. */
    public CompletableFuture<Void> drain(long graceNs) {
        CompletableFuture<?>[] drained = loops.stream().map(onLoop -> onLoop.drain(graceNs)).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(drained);
    }

    /** The connections of one loop. Confined to it. */
    private final class OnLoop {
        private final EventLoop loop;
        private final Set<ClientConnection> open = new LinkedHashSet<>();
        private final CompletableFuture<Void> drained = new CompletableFuture<>();
        private boolean draining;

        OnLoop(EventLoop loop) {
            this.loop = loop;
        }

        ClientConnection accept(Connection connection) {
            ClientConnection client = new ClientConnection(connection, apis, limits, this::ended);
            open.add(client);
            if (draining || !serving) {
                client.close();
            }
            return client;
        }

        private void ended(ClientConnection client) {
            open.remove(client);
            completeIfDrained();
        }

        private void completeIfDrained() {
            if (draining && open.isEmpty()) {
                drained.complete(null);
            }
        }

        CompletableFuture<Void> drain(long graceNs) {
            loop.execute(() -> {
                draining = true;
                new ArrayList<>(open).forEach(ClientConnection::drain);
                completeIfDrained();
                EventLoop.Timer deadline = loop.schedule(graceNs, () -> new ArrayList<>(open).forEach(ClientConnection::close));
                drained.whenComplete((done, failure) -> deadline.cancel());
            });
            return drained;
        }
    }
}
