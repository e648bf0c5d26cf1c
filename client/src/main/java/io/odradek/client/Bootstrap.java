package io.odradek.client;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The first contact: tries addresses in turn until one answers like a Kafka broker.
 *
 * <p>Confined to the event loop.
 */
public final class Bootstrap {
    private final BrokerConnections connections;
    private final List<Endpoint> addresses;
    private final List<String> reasons = new ArrayList<>();
    private final CompletableFuture<BrokerConnection> outcome = new CompletableFuture<>();

    private Bootstrap(BrokerConnections connections, List<Endpoint> addresses) {
        this.connections = connections;
        this.addresses = addresses;
    }

    /**
     * The connection to the first of the addresses that can be used. Completes on the loop; fails with {@link
     * ErrorCode#BOOTSTRAP_FAILED} and one sentence that names every address and what was wrong with it.
     */
    public static CompletableFuture<BrokerConnection> connect(BrokerConnections connections, List<Endpoint> addresses) {
        Bootstrap attempt = new Bootstrap(connections, addresses);
        attempt.tryFrom(0);
        return attempt.outcome;
    }

    private void tryFrom(int index) {
        if (index == addresses.size()) {
            String which = addresses.size() == 1 ? "the bootstrap server" : "none of the " + addresses.size() + " bootstrap servers";
            outcome.completeExceptionally(new OdradekException(
                    ErrorCode.BOOTSTRAP_FAILED,
                    which + (addresses.size() == 1 ? " cannot be used: " : " can be used: ") + String.join("; ", reasons)));
            return;
        }
        connections.to(addresses.get(index)).whenComplete((broker, failure) -> {
            if (broker != null) {
                outcome.complete(broker);
                return;
            }
            String address = addresses.get(index).toString();
            String reason = Failures.unwrap(failure).getMessage();
            reasons.add(reason != null && reason.contains(address) ? reason : address + ": " + reason);
            tryFrom(index + 1);
        });
    }
}
