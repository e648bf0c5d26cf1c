package io.odradek.spi.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Lets steps of asynchronous work run beside each other, or one alone: after all that came before it, before all that come after.
 *
 * <p>Confined to the event loop on which the steps' futures complete. A step starts inside the call that admits it.
 */
public final class WorkQueue {
    private final Queue<Step<?>> waiting = new ArrayDeque<>();
    private int runningCount;
    private boolean runningAlone;

    /** An empty queue. */
    public WorkQueue() {}

    /** Runs a step beside others of its kind. A failure reaches the returned future as it was, unwrapped. */
    public <T> CompletableFuture<T> beside(Supplier<CompletableFuture<T>> work) {
        return admit(new Step<>(work, false));
    }

    /** Runs a step when nothing else runs, and holds back what comes later until it has ended. */
    public <T> CompletableFuture<T> alone(Supplier<CompletableFuture<T>> work) {
        return admit(new Step<>(work, true));
    }

    private <T> CompletableFuture<T> admit(Step<T> step) {
        waiting.add(step);
        startNext();
        return step.outcome;
    }

    private void startNext() {
        for (Step<?> next = waiting.peek(); next != null && mayStart(next); next = waiting.peek()) {
            waiting.remove();
            runningCount++;
            runningAlone = next.alone;
            start(next);
        }
    }

    private boolean mayStart(Step<?> step) {
        return runningCount == 0 || (!runningAlone && !step.alone);
    }

    private <T> void start(Step<T> step) {
        CompletableFuture<T> running;
        try {
            running = step.work.get();
        } catch (RuntimeException failure) {
            running = CompletableFuture.failedFuture(failure);
        }
        running.whenComplete((value, failure) -> {
            runningCount--;
            runningAlone = false;
            if (failure == null) {
                step.outcome.complete(value);
            } else {
                step.outcome.completeExceptionally(unwrap(failure));
            }
            startNext();
        });
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static final class Step<T> {
        private final Supplier<CompletableFuture<T>> work;
        private final boolean alone;
        private final CompletableFuture<T> outcome = new CompletableFuture<>();

        Step(Supplier<CompletableFuture<T>> work, boolean alone) {
            this.work = work;
            this.alone = alone;
        }
    }
}
