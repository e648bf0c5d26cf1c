package io.odradek.client;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Endpoint;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that any broker can answer. While the one that was asked is silent, another is asked too, and the first answer counts: a broker
 * that is paused must not keep from a client what the others know.
 *
 * <p>Confined to the event loop; one instance for one request.
 */
final class RequestToAny<R> {
    private final EventLoop loop;
    private final long silenceNs;
    private final Ways ways;
    private final Function<BrokerConnection, CompletableFuture<R>> question;
    private final Set<Endpoint> asked = new LinkedHashSet<>();
    private final CompletableFuture<R> outcome = new CompletableFuture<>();
    private int openCount;
    private @Nullable Throwable firstFailure;

    /** Finds the way to a broker that is not among those asked already. */
    interface Ways {
        Optional<CompletableFuture<BrokerConnection>> another(Set<Endpoint> asked);
    }

    RequestToAny(EventLoop loop, long silenceNs, Ways ways, Function<BrokerConnection, CompletableFuture<R>> question) {
        this.loop = loop;
        this.silenceNs = silenceNs;
        this.ways = ways;
        this.question = question;
    }

    CompletableFuture<R> run() {
        askAnother();
        return outcome;
    }

    private void askAnother() {
        if (outcome.isDone()) {
            return;
        }
        Optional<CompletableFuture<BrokerConnection>> way = ways.another(Set.copyOf(asked));
        if (way.isPresent()) {
            openCount++;
            way.get().whenComplete((broker, failure) -> {
                if (broker != null) {
                    ask(broker);
                } else if (ended(failure)) {
                    // The rest cannot be reached for now, and those that were asked may never answer.
                    loop.schedule(silenceNs, this::askAnother);
                }
            });
        } else if (openCount == 0) {
            outcome.completeExceptionally(new OdradekException(ErrorCode.BOOTSTRAP_FAILED, "there is no broker that could be asked"));
        }
    }

    private void ask(BrokerConnection broker) {
        asked.add(broker.endpoint());
        EventLoop.Timer silence = loop.schedule(silenceNs, this::askAnother);
        CompletableFuture.completedFuture(broker).thenCompose(question).whenComplete((response, failure) -> {
            silence.cancel();
            if (response != null) {
                outcome.complete(response);
            } else if (ended(failure)) {
                askAnother();
            }
        });
    }

    /** One way led nowhere; whether others are open still. */
    private boolean ended(Throwable failure) {
        openCount--;
        firstFailure = firstFailure == null ? failure : firstFailure;
        if (openCount == 0) {
            outcome.completeExceptionally(Failures.unwrap(firstFailure));
        }
        return openCount > 0;
    }
}
