package io.odradek.spi.tck.transport;

import io.odradek.api.ConnectionException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Acceptor;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Listener;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A small transport between the transports of one provider. */
final class ToyTransport implements Transport {
    private final ToyProvider provider;
    private final List<EventLoop> loops = new ArrayList<>();
    private final Set<ToyConnection> connections = ConcurrentHashMap.newKeySet();
    private final Set<ToyListener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicLong leases = new AtomicLong();
    private final AtomicInteger turns = new AtomicInteger();

    ToyTransport(ToyProvider provider, TransportSettings settings) {
        this.provider = provider;
        for (int i = 0; i < settings.eventLoopCount(); i++) {
            loops.add(new ToyLoop(settings.name() + i));
        }
    }

    Flaw flaw() {
        return provider.flaw();
    }

    AtomicLong leases() {
        return leases;
    }

    Set<ToyConnection> connections() {
        return connections;
    }

    @Override
    public List<EventLoop> eventLoops() {
        return loops;
    }

    @Override
    public CompletableFuture<Listener> listen(Endpoint endpoint, ConnectionSettings settings, Acceptor acceptor) {
        int port = endpoint.port() == 0 ? provider.freePort() : endpoint.port();
        ToyListener listener = new ToyListener(this, new Endpoint(endpoint.host(), port), settings, acceptor);
        CompletableFuture<Listener> outcome = new CompletableFuture<>();
        loops.get(0).execute(() -> {
            boolean taken = provider.listeners().putIfAbsent(port, listener) != null;
            if (taken && flaw() != Flaw.SHARES_PORTS) {
                outcome.completeExceptionally(new ConnectionException("cannot listen at " + listener.endpoint()));
            } else {
                listeners.add(listener);
                outcome.complete(listener);
            }
        });
        return outcome;
    }

    @Override
    public CompletableFuture<Connection> connect(
            Endpoint endpoint, EventLoop loop, ConnectionSettings settings, ConnectionHandler handler) {
        CompletableFuture<Connection> outcome = new CompletableFuture<>();
        ToyConnection near = new ToyConnection(this, (ToyLoop) loop, endpoint, settings);
        near.handledBy(handler);
        loop.execute(() -> {
            ToyListener listener = provider.listeners().get(endpoint.port());
            if (listener == null) {
                if (flaw() == Flaw.TELLS_HANDLER_OF_FAILURE) {
                    handler.onClosed(near, new CloseReason(CloseReason.Kind.IO, "refused"));
                }
                String where = flaw() == Flaw.HIDES_THE_ADDRESS ? "" : " to " + endpoint;
                outcome.completeExceptionally(new ConnectionException("could not connect" + where));
                return;
            }
            near.joinTo(listener.newEnd());
            near.peer().joinTo(near);
            connections.add(near);
            outcome.complete(near);
            near.peer().loop().executeIfRunning(() -> listener.accept(near.peer()));
        });
        return outcome;
    }

    @Override
    public void close() {
        for (ToyListener listener : listeners) {
            listener.close();
        }
        List<CompletableFuture<Void>> told = new ArrayList<>();
        if (flaw() != Flaw.KEEPS_CONNECTIONS_AT_CLOSE) {
            for (ToyConnection connection : connections) {
                connection.close();
                told.add(connection.told());
            }
        }
        told.forEach(CompletableFuture::join);
        if (flaw() != Flaw.LEAVES_THREADS) {
            loops.forEach(loop -> ((ToyLoop) loop).stop());
        }
    }

    /** Takes connections in. */
    record ToyListener(ToyTransport transport, Endpoint endpoint, ConnectionSettings settings, Acceptor acceptor) implements Listener {
        @Override
        public CompletableFuture<Void> close() {
            transport.provider.listeners().remove(endpoint.port(), this);
            transport.listeners.remove(this);
            return CompletableFuture.completedFuture(null);
        }

        ToyConnection newEnd() {
            int turn = transport.turns.getAndIncrement() % transport.loops.size();
            return new ToyConnection(transport, (ToyLoop) transport.loops.get(turn), new Endpoint("toy", 1), settings);
        }

        void accept(ToyConnection connection) {
            transport.connections.add(connection);
            connection.guard(() -> connection.handledBy(acceptor.accept(connection)));
        }
    }
}
