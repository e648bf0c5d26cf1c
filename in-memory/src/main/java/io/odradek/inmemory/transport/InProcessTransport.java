package io.odradek.inmemory.transport;

import io.odradek.api.ConnectionException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Acceptor;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Listener;
import io.odradek.spi.transport.Transport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A transport between engines of one JVM.
 *
 * <p>Thread-safe on threads; on virtual time, confined to the thread that drives it. It copies each frame once, from the sender's
 * memory to the receiver's.
 */
public final class InProcessTransport implements Transport {
    private static final System.Logger LOGGER = System.getLogger(InProcessTransport.class.getName());

    private final String name;
    private final Network network;
    private final LoopGroup group;
    private final boolean watchesMemory;
    private final TransportLeases leases = new TransportLeases();
    private final AtomicLong handlerFaults = new AtomicLong();
    private final AtomicInteger localPorts = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();
    private final Open open = new Open();

    InProcessTransport(String name, Network network, LoopGroup group, boolean watchesMemory) {
        this.name = name.isBlank() ? "in-process" : name;
        this.network = network;
        this.group = group;
        this.watchesMemory = watchesMemory;
    }

    /** What is open; guarded by itself. */
    private static final class Open {
        final Set<InProcessConnection> connections = new LinkedHashSet<>();
        final Set<InProcessListener> listeners = new LinkedHashSet<>();
        final CompletableFuture<Void> allEnded = new CompletableFuture<>();
        boolean closing;
    }

    @Override
    public List<EventLoop> eventLoops() {
        return group.loops();
    }

    /** How many frames were handed to handlers, or wait to be, and are not released. */
    public long framesUnreleased() {
        return leases.framesUnreleased();
    }

    /** How many sends have not been reported. */
    public long sendsUnreported() {
        return leases.sendsUnreported();
    }

    /** How many frames were not what they had been when they were handed over, because their sender wrote to what it had lent. Watched on virtual time. */
    public long framesChanged() {
        return leases.framesChanged();
    }

    /** How often a handler, acceptor or report threw: each time is an error of an engine. */
    public long handlerFaults() {
        return handlerFaults.get();
    }

    @Override
    public CompletableFuture<Listener> listen(Endpoint endpoint, ConnectionSettings settings, Acceptor acceptor) {
        CompletableFuture<Listener> outcome = new CompletableFuture<>();
        group.loops().get(0).execute(() -> {
            InProcessListener listener;
            try {
                listener = new InProcessListener(this, network, endpoint, settings, acceptor);
            } catch (ConnectionException taken) {
                outcome.completeExceptionally(taken);
                return;
            }
            if (listenerBegan(listener)) {
                outcome.complete(listener);
            } else {
                listener.unbind();
                outcome.completeExceptionally(new ConnectionException("cannot listen at " + endpoint + ": the transport is closed"));
            }
        });
        return outcome;
    }

    @Override
    public CompletableFuture<Connection> connect(
            Endpoint endpoint, EventLoop loop, ConnectionSettings settings, ConnectionHandler handler) {
        if (!group.loops().contains(loop)) {
            throw new IllegalArgumentException("event loop " + loop + " is not one of transport " + name);
        }
        CompletableFuture<Connection> outcome = new CompletableFuture<>();
        InProcessConnection connection = new InProcessConnection(this, loop, endpoint, settings);
        loop.execute(() -> new Connecting(connection, handler, outcome).start(network));
        return outcome;
    }

    @Override
    public void close() {
        for (EventLoop loop : group.loops()) {
            if (loop.inEventLoop()) {
                throw new IllegalStateException("transport " + name + " cannot be closed on its own loop " + loop + ": it waits for it");
            }
        }
        List<InProcessConnection> ending;
        List<InProcessListener> deaf;
        synchronized (open) {
            if (open.closing) {
                return;
            }
            open.closing = true;
            ending = List.copyOf(open.connections);
            deaf = List.copyOf(open.listeners);
        }
        deaf.forEach(InProcessListener::unbind);
        ending.forEach(InProcessConnection::close);
        if (ending.isEmpty()) {
            open.allEnded.complete(null);
        }
        group.stopAfter(open.allEnded);
    }

    @Override
    public String toString() {
        return name;
    }

    TransportLeases leases() {
        return leases;
    }

    /** Whether it spoils frames that are released and looks after memory that is lent, to find out who breaks the rules. */
    boolean watchesMemory() {
        return watchesMemory;
    }

    /** The address of this side that the other one sees. */
    Endpoint newLocalEndpoint() {
        return new Endpoint(name, 1 + localPorts.getAndIncrement() % 65_535);
    }

    EventLoop nextLoop() {
        return group.loops().get(Math.floorMod(turns.getAndIncrement(), group.loops().size()));
    }

    boolean connectionBegan(InProcessConnection connection) {
        synchronized (open) {
            return !open.closing && open.connections.add(connection);
        }
    }

    void connectionEnded(InProcessConnection connection) {
        boolean last;
        synchronized (open) {
            open.connections.remove(connection);
            last = open.closing && open.connections.isEmpty();
        }
        if (last) {
            open.allEnded.complete(null);
        }
    }

    /** The connections that are open now. */
    List<InProcessConnection> connections() {
        synchronized (open) {
            return List.copyOf(open.connections);
        }
    }

    /** The listeners that are open now. */
    List<InProcessListener> listeners() {
        synchronized (open) {
            return List.copyOf(open.listeners);
        }
    }

    void listenerEnded(InProcessListener listener) {
        synchronized (open) {
            open.listeners.remove(listener);
        }
    }

    void handlerThrew(InProcessConnection connection, Throwable fault) {
        handlerFaults.incrementAndGet();
        LOGGER.log(System.Logger.Level.ERROR, "the handler of the connection to " + connection.remote() + " threw; it is closed", fault);
    }

    private boolean listenerBegan(InProcessListener listener) {
        synchronized (open) {
            return !open.closing && open.listeners.add(listener);
        }
    }
}
