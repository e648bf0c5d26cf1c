package io.odradek.client;

import io.odradek.spi.transport.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The way to any broker of the cluster: one that is connected and answers, else one that is known, else a bootstrap address again (KIP-899),
 * whose name is looked up anew.
 *
 * <p>Confined to the event loop.
 */
final class ClusterPath {
    private final BrokerConnections connections;
    private final List<Endpoint> bootstrap;
    private final ClientSettings settings;
    private int turn;
    private boolean bootstrapFirst;

    ClusterPath(BrokerConnections connections, List<Endpoint> bootstrap, ClientSettings settings) {
        this.connections = connections;
        this.bootstrap = List.copyOf(bootstrap);
        this.settings = settings;
    }

    /** The way to a broker that is not among those asked already; empty when there is no other. */
    Optional<CompletableFuture<BrokerConnection>> any(ClusterMetadata known, Collection<Endpoint> asked) {
        Optional<BrokerConnection> answering = connections.open(asked, settings.silenceNs());
        if (answering.isPresent()) {
            return answering.map(CompletableFuture::completedFuture);
        }
        List<Endpoint> addresses = new ArrayList<>(addresses(known));
        addresses.removeIf(address -> asked.contains(address) || connections.isOpen(address));
        if (addresses.isEmpty()) {
            return connections.open(asked, Long.MAX_VALUE).map(CompletableFuture::completedFuture);
        }
        CompletableFuture<BrokerConnection> connected = Bootstrap.connect(
                connections, addresses, bootstrap.containsAll(addresses) ? "bootstrap server" : "known broker and bootstrap server");
        return Optional.of(connected.handle((broker, failure) -> broker != null
                        ? CompletableFuture.completedFuture(broker)
                        : connections.open(asked, Long.MAX_VALUE)
                                .map(CompletableFuture::completedFuture)
                                .orElseGet(() -> CompletableFuture.failedFuture(Failures.unwrap(failure))))
                .thenCompose(broker -> broker));
    }

    private Set<Endpoint> addresses(ClusterMetadata known) {
        List<Endpoint> brokers = new ArrayList<>();
        known.brokers().forEach(broker -> brokers.add(broker.endpoint()));
        Set<Endpoint> addresses = new LinkedHashSet<>();
        if (bootstrapFirst || brokers.isEmpty()) {
            addresses.addAll(bootstrap);
        }
        if (!brokers.isEmpty()) {
            int first = turn++ % brokers.size();
            addresses.addAll(brokers.subList(first, brokers.size()));
            addresses.addAll(brokers.subList(0, first));
        }
        if (settings.recovery().rebootstrap()) {
            addresses.addAll(bootstrap);
        }
        return addresses;
    }

    /**
     * Known brokers are of no use: from now on the bootstrap addresses are asked first, until the cluster has answered.
     *
     * @return whether that is new
     */
    boolean beginAnew() {
        boolean already = bootstrapFirst;
        bootstrapFirst = true;
        connections.closeAll("the bootstrap servers are asked again who is in the cluster");
        return !already;
    }

    /** The cluster has answered. */
    void answered() {
        bootstrapFirst = false;
    }
}
