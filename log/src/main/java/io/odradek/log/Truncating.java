package io.odradek.log;

import io.odradek.log.internal.producer.ProducerStates;
import io.odradek.log.internal.segment.LogFileNames;
import io.odradek.log.internal.segment.LogSegment;
import io.odradek.log.internal.segment.SegmentCut;
import io.odradek.spi.storage.StoredFile;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Takes the end of a log back, or begins the log anew somewhere else.
 *
 * <p>Confined to the log's event loop; futures complete there. Nothing else that changes the log happens meanwhile. The position is durable
 * before the first byte goes, so that after a crash at any moment recovery finds the batches that were to stay, and perhaps some of those
 * that were to go, in their order; whatever says more about the log than its batches do is gone, durably, before a batch can take the place
 * of one that went.
 */
final class Truncating {
    private final LogParts parts;
    private final Appender appender;
    private final Retaining retaining;
    private final Keeping keeping;

    Truncating(LogParts parts, Appender appender, Retaining retaining, Keeping keeping) {
        this.parts = parts;
        this.appender = appender;
        this.retaining = retaining;
        this.keeping = keeping;
    }

    /** Cuts off the batch that holds {@code offset} and all behind it; completes with the new end. */
    CompletableFuture<Long> truncateTo(long offset) {
        return alone(offset, () -> cut(offset)).thenApply(done -> parts.progress().endOffset());
    }

    /** Takes everything away, and lets the log begin at {@code offset}. */
    CompletableFuture<Void> restartAt(long offset) {
        return alone(offset, () -> restart(offset));
    }

    private CompletableFuture<Void> alone(long offset, Supplier<CompletableFuture<Void>> work) {
        if (offset < 0) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("The log " + parts.folder().name() + " cannot end at offset " + offset));
        }
        return appender.alone(() -> retaining.alone(() -> keeping.alone(() -> caught(() -> parts.health()
                .hindrance()
                .map(CompletableFuture::<Void>failedFuture)
                .orElseGet(work)))));
    }

    private CompletableFuture<Void> cut(long offset) {
        LogProgress progress = parts.progress();
        if (offset >= progress.endOffset()) {
            // An epoch that began here and has no record may be one that the leader never heard of.
            boolean forgotten = parts.epochs().cutTail(progress.endOffset());
            return forgotten ? parts.epochs().save() : CompletableFuture.completedFuture(null);
        }
        if (offset < parts.segments().firstBaseOffset()) {
            return restart(offset);
        }
        return parts.segments().holding(offset).thenCompose(segment -> {
            SegmentCut cut = SegmentCut.before(segment, offset);
            return cut.endOffset() < progress.startOffset()
                    ? restart(cut.endOffset())
                    : orFail("truncating it to " + offset, () -> {
                        progress.cutTo(cut.endOffset());
                        return cut(segment.baseOffset(), cut);
                    });
        });
    }

    private CompletableFuture<Void> restart(long offset) {
        if (offset >= parts.progress().endOffset()) {
            return startAt(offset);
        }
        long first = parts.segments().firstBaseOffset();
        return orFail("emptying it", () -> {
                    parts.progress().restartAt(first);
                    return cut(first, new SegmentCut(0, first));
                })
                .thenCompose(empty -> startAt(offset));
    }

    /** Ends the log in a segment; where it ends then, and where it may start, was told already. */
    private CompletableFuture<Void> cut(long baseOffset, SegmentCut cut) {
        boolean isActive = baseOffset == parts.segments().active().baseOffset();
        return parts.keepPosition()
                .thenCompose(kept -> parts.segments().openAnew(baseOffset))
                .thenCompose(segment -> deleteBehind(segment, cut.endOffset()).thenCompose(deleted -> shorten(segment, cut)))
                .thenCompose(shortened -> isActive ? CompletableFuture.completedFuture(null) : appender.growth().resume())
                .thenCompose(ready -> {
                    parts.epochs().cutTail(cut.endOffset());
                    return parts.epochs().save();
                })
                .thenCompose(saved -> recallProducers());
    }

    private CompletableFuture<Void> deleteBehind(LogSegment last, long endOffset) {
        List<EndedSegment> behind = parts.segments().endWith(last);
        return InOrder.forEach(behind, parts.segments()::delete)
                .thenCompose(deleted -> InOrder.forEach(LogFileNames.ofIndexes(last.baseOffset()), parts.folder()::delete))
                .thenCompose(deleted -> deleteSnapshotsFrom(endOffset + 1))
                .thenCompose(deleted -> parts.folder().force());
    }

    private CompletableFuture<Void> shorten(LogSegment last, SegmentCut cut) {
        LogSegment shortened = cut.shorten(last);
        CompletableFuture<Void> cutOff = last.file().cutTail(cut.positionBytes());
        parts.segments().endWith(shortened);
        return cutOff;
    }

    /** The producers' state is that of the batches which are left. */
    private CompletableFuture<Void> recallProducers() {
        if (parts.producers().count() == 0) {
            return CompletableFuture.completedFuture(null);
        }
        ProducerStates none = new ProducerStates(parts.producers().countMax());
        LogPosition position = new LogPosition(parts.progress().startOffset(), parts.progress().endOffset());
        long nowMs = parts.environment().loop().clock().currentTimeMs();
        return snapshots()
                .thenCompose(snapshots -> new StateReplay(parts.folder(), parts.segments(), parts.epochs(), nowMs)
                        .run(none, snapshots, position, true))
                .thenAccept(parts.producers()::become);
    }

    /** Lets the log, which is empty or ends before {@code offset}, begin there. */
    private CompletableFuture<Void> startAt(long offset) {
        LogSegment active = parts.segments().active();
        boolean fits = active.sizeBytes() == 0 && active.baseOffset() == offset;
        // Its name must be there when the position says that it is the first.
        return (fits ? CompletableFuture.completedFuture(active) : appender.growth().create(offset, 0))
                .thenCompose(only -> parts.folder().force().thenApply(forced -> only))
                .thenCompose(only -> orFail("starting it at " + offset, () -> startWith(only)));
    }

    private CompletableFuture<Void> startWith(LogSegment only) {
        parts.progress().restartAt(only.baseOffset());
        List<EndedSegment> others = parts.segments().keepOnly(only);
        parts.producers().become(new ProducerStates(parts.producers().countMax()));
        return parts.keepPosition()
                .thenCompose(kept -> InOrder.forEach(others, parts.segments()::delete))
                .thenCompose(deleted -> deleteSnapshotsFrom(0))
                .thenCompose(deleted -> parts.folder().force())
                .thenCompose(forced -> {
                    parts.epochs().cutTail(0);
                    return parts.epochs().save();
                });
    }

    private CompletableFuture<Void> deleteSnapshotsFrom(long offset) {
        return snapshots().thenCompose(snapshots -> InOrder.forEach(
                snapshots.stream().filter(snapshot -> snapshot >= offset).toList(),
                snapshot -> parts.folder().delete(LogFileNames.of(snapshot, LogFileNames.SNAPSHOT))));
    }

    private CompletableFuture<List<Long>> snapshots() {
        return parts.folder().list().thenApply(files -> files.stream()
                .map(StoredFile::name)
                .map(name -> LogFileNames.offsetOf(name, LogFileNames.SNAPSHOT))
                .flatMapToLong(OptionalLong::stream)
                .boxed()
                .toList());
    }

    /** Once the log has changed, a failure leaves it half changed: it takes nothing any more, and the next start recovers it. */
    private CompletableFuture<Void> orFail(String doing, Supplier<CompletableFuture<Void>> change) {
        return caught(change).whenComplete((done, failed) -> {
            if (failed != null) {
                parts.health().fail(doing, LogHealth.unwrap(failed));
            }
        });
    }

    /** What is thrown must not keep others waiting. */
    private static CompletableFuture<Void> caught(Supplier<CompletableFuture<Void>> work) {
        return CompletableFuture.completedFuture(null).thenCompose(begun -> work.get());
    }
}
