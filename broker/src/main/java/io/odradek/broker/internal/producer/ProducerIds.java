package io.odradek.broker.internal.producer;

import io.odradek.controller.Controller;
import io.odradek.controller.command.AllocateProducerIds;
import io.odradek.spi.runtime.EventLoop;
import java.util.concurrent.CompletableFuture;

/**
 * Gives out producer ids, each once in the life of a cluster: a block of ids is committed as taken before the first of it is given.
 *
 * <p>Thread-safe: what it keeps is confined to the control loop, where its futures complete.
 */
public final class ProducerIds {
    private static final int BLOCK_SIZE = 1000;

    private final EventLoop loop;
    private final Controller controller;
    private CompletableFuture<?> lastTurn = CompletableFuture.completedFuture(null);
    private long next;
    private long end;

    /** Ids of the cluster. */
    public ProducerIds(EventLoop loop, Controller controller) {
        this.loop = loop;
        this.controller = controller;
    }

    /** An id that nobody has. */
    public CompletableFuture<Long> take() {
        CompletableFuture<Long> taken = new CompletableFuture<>();
        loop.execute(() -> {
            CompletableFuture<Long> turn = lastTurn.handle((done, failed) -> null).thenCompose(ready -> takeNow());
            lastTurn = turn;
            turn.whenComplete((id, failure) -> {
                if (failure == null) {
                    taken.complete(id);
                } else {
                    taken.completeExceptionally(failure);
                }
            });
        });
        return taken;
    }

    private CompletableFuture<Long> takeNow() {
        if (next < end) {
            return CompletableFuture.completedFuture(next++);
        }
        return controller.require(new AllocateProducerIds(BLOCK_SIZE)).thenApply(outcome -> {
            next = outcome.value();
            end = next + BLOCK_SIZE;
            return next++;
        });
    }
}
