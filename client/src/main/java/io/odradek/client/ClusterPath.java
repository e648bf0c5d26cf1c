package io.odradek.client;

import io.odradek.spi.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The way to any broker of the cluster: one that is connected, else one that is known, else the bootstrap addresses again (KIP-899).
 *
 * <p>Confined to the event loop.
 */
final class ClusterPath {
    private final BrokerConnections connections;
    private final List<Endpoint> bootstrap;
    private int turn;

    ClusterPath(BrokerConnections connections, List<Endpoint> bootstrap) {
        this.connections = connections;
        this.bootstrap = bootstrap;
    }

    CompletableFuture<BrokerConnection> any(ClusterMetadata known) {
        return connections.anyOpen().map(CompletableFuture::completedFuture).orElseGet(() -> {
            List<Endpoint> brokers = new ArrayList<>();
            known.brokers().forEach(broker -> brokers.add(broker.endpoint()));
            return brokers.isEmpty() ? Bootstrap.connect(connections, bootstrap) : knownOrBootstrap(brokers);
        });
    }

    private CompletableFuture<BrokerConnection> knownOrBootstrap(List<Endpoint> brokers) {
        List<Endpoint> turned = new ArrayList<>(brokers.size());
        int first = turn++ % brokers.size();
        for (int i = 0; i < brokers.size(); i++) {
            turned.add(brokers.get((first + i) % brokers.size()));
        }
        CompletableFuture<BrokerConnection> found = new CompletableFuture<>();
        Bootstrap.connect(connections, turned).whenComplete((broker, allGone) -> {
            if (broker != null) {
                found.complete(broker);
                return;
            }
            Bootstrap.connect(connections, bootstrap).whenComplete((again, failure) -> {
                if (again != null) {
                    found.complete(again);
                } else {
                    found.completeExceptionally(failure);
                }
            });
        });
        return found;
    }
}
