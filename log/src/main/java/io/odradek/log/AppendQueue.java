package io.odradek.log;

import io.odradek.api.ErrorCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends, and other work that changes where the log ends, one after the other in the order of the calls: at once while nothing has to be
 * waited for.
 *
 * <p>Confined to the log's event loop; futures complete there.
 */
final class AppendQueue {
    private static final int WAITING_COUNT_MAX = 4096;

    private final String folder;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    /** A queue of the log in {@code folder}. */
    AppendQueue(String folder) {
        this.folder = folder;
    }

    /** Something whose turn comes. */
    private interface Turn {
        /** Goes on as far as it can: null when it has ended, or what it waits for. */
        @Nullable CompletableFuture<Void> advance();
    }

    CompletableFuture<AppendResult> append(PendingAppend append) {
        boolean busy = !idle.isDone();
        if (!busy) {
            AppendResult result = append.attempt();
            if (result != null) {
                return CompletableFuture.completedFuture(result);
            }
        }
        if (waiting.size() >= WAITING_COUNT_MAX) {
            return CompletableFuture.completedFuture(new AppendResult.Refused(
                    ErrorCode.KAFKA_STORAGE_ERROR, "More than " + WAITING_COUNT_MAX + " appends wait for room in " + folder));
        }
        AppendTurn turn = new AppendTurn(append);
        enter(turn);
        return turn.promise;
    }

    /** Does work after all that came before, and holds back what comes later until it has ended. */
    <T> CompletableFuture<T> alone(Supplier<CompletableFuture<T>> work) {
        AloneTurn<T> turn = new AloneTurn<>(work);
        enter(turn);
        return turn.promise;
    }

    private void enter(Turn turn) {
        waiting.addLast(turn);
        if (idle.isDone()) {
            idle = new CompletableFuture<>();
            drain();
        }
    }

    private void drain() {
        while (!waiting.isEmpty()) {
            CompletableFuture<Void> missing = waiting.getFirst().advance();
            if (missing == null) {
                waiting.removeFirst();
            } else if (!missing.isDone()) {
                missing.whenComplete((done, failed) -> drain());
                return;
            }
        }
        idle.complete(null);
    }

    boolean isIdle() {
        return idle.isDone();
    }

    /** Completes when nothing waits and nothing is under way. */
    CompletableFuture<Void> idle() {
        return idle;
    }

    private static final class AppendTurn implements Turn {
        private final PendingAppend append;
        private final CompletableFuture<AppendResult> promise = new CompletableFuture<>();
        private @Nullable Throwable failure;

        AppendTurn(PendingAppend append) {
            this.append = append;
        }

        @Override
        public @Nullable CompletableFuture<Void> advance() {
            Throwable failed = failure;
            AppendResult result = failed == null ? append.attempt() : append.withoutRoom(failed);
            if (result == null) {
                return append.makeRoom().handle((made, notMade) -> {
                    failure = notMade;
                    return null;
                });
            }
            promise.complete(result);
            return null;
        }
    }

    private static final class AloneTurn<T> implements Turn {
        private final Supplier<CompletableFuture<T>> work;
        private final CompletableFuture<T> promise = new CompletableFuture<>();
        private @Nullable CompletableFuture<T> running;

        AloneTurn(Supplier<CompletableFuture<T>> work) {
            this.work = work;
        }

        @Override
        public @Nullable CompletableFuture<Void> advance() {
            CompletableFuture<T> started = running;
            if (started == null) {
                started = work.get();
                running = started;
            }
            if (!started.isDone()) {
                return started.handle((done, failed) -> null);
            }
            started.whenComplete((value, failed) -> {
                if (failed == null) {
                    promise.complete(value);
                } else {
                    promise.completeExceptionally(LogHealth.unwrap(failed));
                }
            });
            return null;
        }
    }
}
