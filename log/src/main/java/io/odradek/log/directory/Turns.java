package io.odradek.log.directory;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets so many pieces of asynchronous work run at a time; the others wait, in the order of the calls.
 *
 * <p>Confined to the event loop on which the work completes.
 */
final class Turns {
    private final int countMax;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int runningCount;

    /** Turns of which {@code countMax} run at a time. */
    Turns(int countMax) {
        this.countMax = countMax;
    }

    /** Runs work when its turn comes; completes as the work does. */
    <T> CompletableFuture<T> take(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        waiting.add(() -> run(work, outcome));
        startNext();
        return outcome;
    }

    private void startNext() {
        while (runningCount < countMax && !waiting.isEmpty()) {
            runningCount++;
            waiting.remove().run();
        }
    }

    private <T> void run(Supplier<CompletableFuture<T>> work, CompletableFuture<T> outcome) {
        work.get().whenComplete((value, failure) -> {
            runningCount--;
            if (failure == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(failure);
            }
            startNext();
        });
    }
}
