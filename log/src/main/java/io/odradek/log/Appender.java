package io.odradek.log;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Whatever changes where the log ends, in the order of the calls.
 *
 * <p>Confined to the log's event loop; futures complete there.
 */
final class Appender {
    private final LogParts parts;
    private final Keeping keeping;
    private final Growth growth;
    private final BatchStore store;
    private final AppendQueue queue;
    private LogSettings settings;

    Appender(LogParts parts, Keeping keeping, LogSettings settings) {
        this.parts = parts;
        this.keeping = keeping;
        this.growth = new Growth(parts, keeping, settings.rolling());
        this.store = new BatchStore(parts, growth);
        this.queue = new AppendQueue(parts.folder().name());
        this.settings = settings;
    }

    void use(LogSettings changed) {
        settings = changed;
        growth.use(changed.rolling());
    }

    Growth growth() {
        return growth;
    }

    CompletableFuture<AppendResult> append(ByteBuffer batches, int leaderEpoch) {
        return queue.append(new LeaderAppend(store, batches, leaderEpoch, settings.timestampType()));
    }

    CompletableFuture<AppendResult> appendReplicated(ByteBuffer batches) {
        return queue.append(new ReplicatedAppend(store, keeping, batches));
    }

    /** Begins an epoch at the end that the log has then; completes when that is on disk, which appends do not wait for. */
    CompletableFuture<Void> beginEpoch(int leaderEpoch) {
        return queue.alone(() -> assign(leaderEpoch)).thenCompose(begun -> parts.epochs().save());
    }

    private CompletableFuture<Void> assign(int leaderEpoch) {
        if (parts.health().hindrance().isPresent()) {
            return CompletableFuture.failedFuture(parts.health().hindrance().get());
        }
        int latest = parts.epochs().latest().orElse(leaderEpoch);
        if (leaderEpoch < latest) {
            return CompletableFuture.failedFuture(new OdradekException(ErrorCode.FENCED_LEADER_EPOCH, "The leader epoch " + leaderEpoch
                    + " cannot begin in " + parts.folder().name() + ", which knows of " + latest + " already"));
        }
        parts.epochs().assign(leaderEpoch, parts.progress().endOffset());
        return CompletableFuture.completedFuture(null);
    }

    /** Begins the next segment if the active one has records and nothing waits. */
    CompletableFuture<Void> rollWhenIdle() {
        return queue.isIdle() && parts.segments().active().sizeBytes() > 0
                ? queue.alone(() -> growth.roll(0))
                : CompletableFuture.completedFuture(null);
    }

    /** Does work while nothing is appended and no room is made; what comes later waits until it has ended. */
    <T> CompletableFuture<T> alone(Supplier<CompletableFuture<T>> work) {
        return queue.alone(() -> growth.idle().thenCompose(idle -> work.get()));
    }

    /** Completes when room is not being made and nothing waits for it. */
    CompletableFuture<Void> idle() {
        return queue.idle().thenCompose(done -> growth.idle());
    }
}
