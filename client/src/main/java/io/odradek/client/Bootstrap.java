package io.odradek.client;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The first contact: tries addresses in turn until one answers like a Kafka broker. One that neither fails nor answers for a while does not
 * hold up the others: the next is tried beside it.
 *
 * <p>Confined to the event loop.
 */
public final class Bootstrap {
    private final BrokerConnections connections;
    private final List<Endpoint> addresses;
    private final String what;
    private final @Nullable String[] reasons;
    private final CompletableFuture<BrokerConnection> outcome = new CompletableFuture<>();
    private int triedCount;
    private int failedCount;

    private Bootstrap(BrokerConnections connections, List<Endpoint> addresses, String what) {
        this.connections = connections;
        this.addresses = List.copyOf(addresses);
        this.what = what;
        this.reasons = new String[addresses.size()];
    }

    /**
     * The connection to the first of the addresses that can be used. Completes on the loop; fails with {@link
     * ErrorCode#BOOTSTRAP_FAILED} and one sentence that names every address and what was wrong with it.
     */
    public static CompletableFuture<BrokerConnection> connect(BrokerConnections connections, List<Endpoint> addresses) {
        return connect(connections, addresses, "bootstrap server");
    }

    /** The same with a word for what stands at the addresses. */
    static CompletableFuture<BrokerConnection> connect(BrokerConnections connections, List<Endpoint> addresses, String what) {
        Bootstrap attempt = new Bootstrap(connections, addresses, what);
        attempt.tryNext();
        return attempt.outcome;
    }

    private void tryNext() {
        if (outcome.isDone() || triedCount == addresses.size()) {
            return;
        }
        int index = triedCount++;
        EventLoop.Timer patience = connections.eventLoop().schedule(connections.settings().silenceNs(), this::tryNext);
        connections.to(addresses.get(index)).whenComplete((broker, failure) -> {
            patience.cancel();
            if (broker != null) {
                outcome.complete(broker);
            } else {
                failed(index, Failures.unwrap(failure).getMessage());
            }
        });
    }

    private void failed(int index, @Nullable String reason) {
        String address = addresses.get(index).toString();
        reasons[index] = reason != null && reason.contains(address) ? reason : address + ": " + reason;
        failedCount++;
        if (failedCount == addresses.size()) {
            String which = addresses.size() == 1
                    ? "the " + what + " cannot be used: "
                    : "none of the " + addresses.size() + " " + what + "s can be used: ";
            outcome.completeExceptionally(
                    new OdradekException(ErrorCode.BOOTSTRAP_FAILED, which + String.join("; ", Arrays.asList(reasons))));
        } else {
            tryNext();
        }
    }
}
