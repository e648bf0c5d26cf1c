package io.odradek.log;

import io.odradek.log.internal.segment.LogSegment;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A segment that ended: open, being opened, or a file alone.
 *
 * <p>Confined to the log's event loop; futures complete there.
 */
final class EndedSegment {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final long baseOffset;
    private final long sizeBytes;
    private boolean sealed;
    private long maxTimestampMs = UNKNOWN;
    private @Nullable LogSegment segment;
    private @Nullable CompletableFuture<LogSegment> opening;
    private CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);

    private EndedSegment(long baseOffset, long sizeBytes) {
        this.baseOffset = baseOffset;
        this.sizeBytes = sizeBytes;
    }

    /** One that was found as a file. */
    static EndedSegment found(long baseOffset, long sizeBytes) {
        EndedSegment found = new EndedSegment(baseOffset, sizeBytes);
        found.sealed = true;
        return found;
    }

    /** One that was the active one, and is still to be sealed. */
    static EndedSegment of(LogSegment active) {
        EndedSegment ended = new EndedSegment(active.baseOffset(), active.sizeBytes());
        ended.take(active);
        return ended;
    }

    private void take(LogSegment opened) {
        segment = opened;
        maxTimestampMs = opened.maxTimestampMs();
    }

    long baseOffset() {
        return baseOffset;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    boolean isSealed() {
        return sealed;
    }

    void sealed() {
        sealed = true;
    }

    /** Its greatest timestamp, −1 if none; empty while that is not known. */
    OptionalLong maxTimestampMs() {
        return maxTimestampMs == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(maxTimestampMs);
    }

    /** The open segment; opens it if need be, once however many ask. */
    CompletableFuture<LogSegment> open(Supplier<CompletableFuture<LogSegment>> opener) {
        LogSegment known = segment;
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<LogSegment> running = opening;
        if (running == null) {
            running = closed.thenCompose(done -> opener.get()).whenComplete((opened, failed) -> {
                opening = null;
                if (opened != null) {
                    take(opened);
                }
            });
            opening = running.isDone() ? null : running;
        }
        return running;
    }

    /** Closes it, if it is open. */
    void close() {
        LogSegment open = segment;
        if (open != null) {
            segment = null;
            closed = open.file().close();
        }
    }

    /** Completes when it is neither being opened nor being closed. */
    CompletableFuture<Void> settled() {
        CompletableFuture<LogSegment> running = opening;
        return running == null ? closed : running.handle((opened, failed) -> null).thenCompose(done -> settled());
    }
}
