package io.odradek.client;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One connection to each address, made when it is first asked for and made again when it has ended.
 *
 * <p>Confined to the event loop.
 */
public final class BrokerConnections {
    private final Transport transport;
    private final EventLoop loop;
    private final ClientSettings settings;
    private final Map<Endpoint, CompletableFuture<BrokerConnection>> byEndpoint = new LinkedHashMap<>();
    private boolean closed;

    /** Connections on {@code loop}, one of the transport's. */
    public BrokerConnections(Transport transport, EventLoop loop, ClientSettings settings) {
        this.transport = transport;
        this.loop = loop;
        this.settings = settings;
    }

    /** The connection to an address. Completes on the loop; fails with a sentence that names the address. */
    public CompletableFuture<BrokerConnection> to(Endpoint endpoint) {
        if (closed) {
            return CompletableFuture.failedFuture(new io.odradek.api.ConnectionException("the client is closed; " + endpoint
                    + " is not connected to any more"));
        }
        CompletableFuture<BrokerConnection> known = byEndpoint.get(endpoint);
        if (known != null) {
            return known;
        }
        CompletableFuture<BrokerConnection> opening = BrokerConnection.open(transport, endpoint, loop, settings);
        byEndpoint.put(endpoint, opening);
        opening.whenComplete((broker, failure) -> {
            if (broker == null) {
                byEndpoint.remove(endpoint, opening);
            } else if (closed) {
                broker.close("the client is closed");
            } else {
                broker.onClosed(reason -> byEndpoint.remove(endpoint, opening));
            }
        });
        return opening;
    }

    /** The loop that they live on. */
    EventLoop eventLoop() {
        return loop;
    }

    /** How they are made. */
    ClientSettings settings() {
        return settings;
    }

    /** A connection that is open now, to none of some addresses, on which an answer has been owed for less than {@code silentNsMax}. */
    Optional<BrokerConnection> open(Collection<Endpoint> except, long silentNsMax) {
        for (Endpoint endpoint : byEndpoint.keySet()) {
            Optional<BrokerConnection> broker = except.contains(endpoint) ? Optional.empty() : open(endpoint);
            if (broker.isPresent() && broker.get().silentNs() < silentNsMax) {
                return broker;
            }
        }
        return Optional.empty();
    }

    /** Whether an address is connected to now. */
    boolean isOpen(Endpoint endpoint) {
        return open(endpoint).isPresent();
    }

    private Optional<BrokerConnection> open(Endpoint endpoint) {
        CompletableFuture<BrokerConnection> one = byEndpoint.get(endpoint);
        return one != null && one.isDone() && !one.isCompletedExceptionally()
                ? Optional.of(one.join()).filter(BrokerConnection::isOpen)
                : Optional.empty();
    }

    /** Ends those that there are; others can be made. */
    void closeAll(String reason) {
        List<CompletableFuture<BrokerConnection>> all = new ArrayList<>(byEndpoint.values());
        byEndpoint.clear();
        for (CompletableFuture<BrokerConnection> one : all) {
            if (one.isDone() && !one.isCompletedExceptionally()) {
                one.join().close(reason);
            }
        }
    }

    /** Ends every connection. Idempotent. */
    public void close() {
        closed = true;
        closeAll("the client is closed");
    }
}
