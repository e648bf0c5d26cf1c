package io.odradek.log;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One asynchronous step after the other. Immutable. */
final class InOrder {
    private InOrder() {}

    /** Does the work for each item, the next when the one before has completed; the first failure ends it. */
    static <T> CompletableFuture<Void> forEach(Iterable<T> items, Function<T, CompletableFuture<Void>> work) {
        return next(items.iterator(), work);
    }

    private static <T> CompletableFuture<Void> next(Iterator<T> items, Function<T, CompletableFuture<Void>> work) {
        while (items.hasNext()) {
            CompletableFuture<Void> step = work.apply(items.next());
            if (!step.isDone() || step.isCompletedExceptionally()) {
                return step.thenCompose(done -> next(items, work));
            }
        }
        return CompletableFuture.completedFuture(null);
    }
}
