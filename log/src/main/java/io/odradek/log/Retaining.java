package io.odradek.log;

import io.odradek.log.internal.segment.LogSegment;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes ended segments that are too old, too many, or before the log's start: first the new start is made durable, then the files go.
 *
 * <p>Confined to the log's event loop; futures complete there. One pass at a time.
 */
final class Retaining {
    private static final Logger LOG = LoggerFactory.getLogger(Retaining.class);

    private final LogParts parts;
    private final Appender appender;
    private final Keeping keeping;
    private CompletableFuture<Integer> pass = CompletableFuture.completedFuture(0);

    Retaining(LogParts parts, Appender appender, Keeping keeping) {
        this.parts = parts;
        this.appender = appender;
        this.keeping = keeping;
    }

    /** Deletes what the settings no longer keep; completes with the number of segments. */
    CompletableFuture<Integer> apply(LogSettings.Retention retention, long nowMs) {
        if (pass.isDone()) {
            pass = rollIfTooOld(retention, nowMs)
                    .thenCompose(ready -> firstKept(retention, nowMs))
                    .thenCompose(this::deleteBefore);
        }
        return pass;
    }

    /** Shows no record before {@code offset} any more, and deletes the segments that are wholly before it. */
    CompletableFuture<Integer> startAt(long offset) {
        pass = pass.handle((done, failed) -> null).thenCompose(ready -> deleteBefore(offset));
        return pass;
    }

    private CompletableFuture<Void> rollIfTooOld(LogSettings.Retention retention, long nowMs) {
        long maxTimestampMs = parts.segments().active().maxTimestampMs();
        boolean tooOld = isTooOld(retention, nowMs, maxTimestampMs)
                && parts.progress().highWatermark() == parts.progress().endOffset();
        return tooOld ? appender.rollWhenIdle() : CompletableFuture.completedFuture(null);
    }

    private static boolean isTooOld(LogSettings.Retention retention, long nowMs, long maxTimestampMs) {
        return retention.retentionMs() >= 0 && maxTimestampMs >= 0 && nowMs - maxTimestampMs > retention.retentionMs();
    }

    private CompletableFuture<Long> firstKept(LogSettings.Retention retention, long nowMs) {
        long excessBytes = retention.retentionBytes() < 0
                ? -1
                : parts.segments().sizeBytes() - retention.retentionBytes();
        return firstKept(retention, nowMs, parts.segments().endedBaseOffsets(), 0, excessBytes);
    }

    private CompletableFuture<Long> firstKept(
            LogSettings.Retention retention, long nowMs, List<Long> bases, int index, long excessBytes) {
        if (index == bases.size()) {
            return CompletableFuture.completedFuture(parts.segments().active().baseOffset());
        }
        long base = bases.get(index);
        if (!parts.segments().isSealed(base) || parts.segments().endOf(base) > parts.progress().highWatermark()) {
            return CompletableFuture.completedFuture(base);
        }
        long sizeBytes = parts.segments().sizeBytesOf(base);
        if (excessBytes >= sizeBytes) {
            return firstKept(retention, nowMs, bases, index + 1, excessBytes - sizeBytes);
        }
        if (retention.retentionMs() < 0) {
            return CompletableFuture.completedFuture(base);
        }
        OptionalLong known = parts.segments().maxTimestampMs(base);
        CompletableFuture<Long> maxTimestampMs = known.isPresent()
                ? CompletableFuture.completedFuture(known.getAsLong())
                : parts.segments().holding(base).thenApply(LogSegment::maxTimestampMs);
        return maxTimestampMs.thenCompose(newestMs -> isTooOld(retention, nowMs, newestMs)
                ? firstKept(retention, nowMs, bases, index + 1, excessBytes - sizeBytes)
                : CompletableFuture.completedFuture(base));
    }

    private CompletableFuture<Integer> deleteBefore(long wanted) {
        // The high watermark may have gone back since that was asked for.
        long offset = Math.min(wanted, parts.progress().highWatermark());
        // A log that starts behind what is on disk would be missing records after a loss of power.
        return offset <= parts.progress().forcedOffset()
                ? startAndDelete(offset)
                : keeping.force().thenCompose(forced -> startAndDelete(offset));
    }

    private CompletableFuture<Integer> startAndDelete(long offset) {
        if (offset <= parts.progress().startOffset()) {
            return CompletableFuture.completedFuture(0);
        }
        parts.progress().startAt(offset);
        List<Long> bases = parts.segments().endedBaseOffsets().stream()
                .filter(base -> parts.segments().endOf(base) <= offset && parts.segments().isSealed(base))
                .toList();
        return parts.keepPosition().thenCompose(durable -> {
            parts.epochs().cutHead(offset);
            return deleteAll(bases, 0);
        }).thenApply(deleted -> {
            if (!bases.isEmpty()) {
                LOG.info("Deleted {} segments of {}, which starts at {} now", bases.size(), parts.folder().name(), offset);
            }
            return bases.size();
        });
    }

    private CompletableFuture<Void> deleteAll(List<Long> bases, int index) {
        return index == bases.size()
                ? CompletableFuture.completedFuture(null)
                : parts.segments().delete(bases.get(index)).thenCompose(done -> deleteAll(bases, index + 1));
    }

    /** Does work when no pass is under way; what is asked for meanwhile finds nothing to delete, or waits until it has ended. */
    <T> CompletableFuture<T> alone(Supplier<CompletableFuture<T>> work) {
        if (!pass.isDone()) {
            return idle().thenCompose(idle -> alone(work));
        }
        CompletableFuture<Integer> occupied = new CompletableFuture<>();
        pass = occupied;
        return work.get().whenComplete((done, failed) -> occupied.complete(0));
    }

    /** Completes when no pass is under way. */
    CompletableFuture<Void> idle() {
        return pass.handle((done, failed) -> null);
    }
}
