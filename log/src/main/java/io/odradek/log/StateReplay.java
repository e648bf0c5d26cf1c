package io.odradek.log;

import io.odradek.api.CorruptDataException;
import io.odradek.log.internal.producer.ProducerSnapshot;
import io.odradek.log.internal.producer.ProducerStates;
import io.odradek.log.internal.segment.LogFileNames;
import io.odradek.log.internal.segment.LogSegment;
import io.odradek.log.internal.segment.SegmentScan;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.spi.storage.StorageFolder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * Makes the producers' state and the leader epochs again: from the newest snapshot that is whole, and the batches behind it.
 *
 * <p>Confined to the log's event loop; futures complete there. One replay is run once.
 */
final class StateReplay {
    private static final int CHUNK_SIZE_BYTES = 64 * 1024;
    private static final int SNAPSHOT_BYTES_MAX = 256 * 1024 * 1024;

    private final StorageFolder folder;
    private final SegmentList segments;
    private final LeaderEpochs epochs;
    private final long nowMs;

    /** A replay at a time, from which on producers of whom nothing is heard come nearer to being forgotten. */
    StateReplay(StorageFolder folder, SegmentList segments, LeaderEpochs epochs, long nowMs) {
        this.folder = folder;
        this.segments = segments;
        this.epochs = epochs;
        this.nowMs = nowMs;
    }

    /** The state before an offset. */
    private record Snapshot(long offset, ProducerStates producers) {}

    /** Completes with the producers' state, which starts as {@code none} where there is no snapshot. */
    CompletableFuture<ProducerStates> run(
            ProducerStates none, List<Long> snapshots, LogPosition position, boolean epochsKnown) {
        long startOffset = position.logStartOffset();
        long endOffset = segments.active().endOffset();
        List<Long> candidates = new ArrayList<>(snapshots);
        candidates.removeIf(offset -> offset > endOffset || offset < startOffset);
        candidates.sort(Collections.reverseOrder());
        return newest(candidates.iterator(), new Snapshot(startOffset, none)).thenCompose(snapshot -> {
            // The saved epochs are complete up to the recovery point. Behind it they may be those of batches that are lost.
            long epochsFrom = epochsKnown ? Math.min(endOffset, position.recoveryPoint()) : startOffset;
            OptionalInt begun = epochs.begunAt(endOffset);
            epochs.cutTail(epochsFrom);
            long from = Math.min(snapshot.offset, epochsFrom);
            return replay(from, endOffset, batch -> {
                epochs.assign(batch.partitionLeaderEpoch(), batch.baseOffset());
                if (batch.baseOffset() >= snapshot.offset) {
                    snapshot.producers.add(batch, nowMs);
                }
            }).thenApply(done -> {
                begun.ifPresent(epoch -> epochs.assign(epoch, endOffset));
                return snapshot.producers;
            });
        });
    }

    private CompletableFuture<Snapshot> newest(Iterator<Long> candidates, Snapshot none) {
        if (!candidates.hasNext()) {
            return CompletableFuture.completedFuture(none);
        }
        long offset = candidates.next();
        return folder.readFile(LogFileNames.of(offset, LogFileNames.SNAPSHOT), SNAPSHOT_BYTES_MAX)
                .handle((bytes, failed) -> Optional.<ByteBuffer>ofNullable(bytes))
                .thenCompose(bytes -> {
                    Optional<ProducerStates> read = bytes.flatMap(whole -> ProducerSnapshot.read(whole, none.producers.countMax()));
                    return read.isPresent()
                            ? CompletableFuture.completedFuture(new Snapshot(offset, read.get()))
                            : newest(candidates, none);
                });
    }

    /** Looks at a batch. */
    private interface Visitor {
        void visit(RecordBatch header);
    }

    private CompletableFuture<Void> replay(long fromOffset, long endOffset, Visitor visitor) {
        if (fromOffset >= endOffset) {
            return CompletableFuture.completedFuture(null);
        }
        return segments.holding(fromOffset).thenCompose(segment -> replaySegment(segment, fromOffset, visitor)
                .thenCompose(done -> segment == segments.active()
                        ? CompletableFuture.completedFuture(null)
                        : replay(Math.max(segment.endOffset(), segments.endOf(segment.baseOffset())), endOffset, visitor)));
    }

    private CompletableFuture<Void> replaySegment(LogSegment segment, long fromOffset, Visitor visitor) {
        SegmentScan scan = new SegmentScan(segment.file(), SegmentScan.Check.HEADER, CHUNK_SIZE_BYTES, (batch, position) -> {
            if (position >= segment.sizeBytes()) {
                return Optional.of("the segment's end");
            }
            if (batch.lastOffset() >= fromOffset) {
                visitor.visit(batch);
            }
            return Optional.empty();
        });
        return scan.from(segment.offsets().positionBefore(fromOffset)).thenAccept(end -> {
            if (end.positionBytes() < segment.sizeBytes()) {
                throw new CorruptDataException("The segment " + segment.file().name() + " of " + folder.name() + " is damaged at byte "
                        + end.positionBytes() + ": " + end.fault().orElse("it ends there"));
            }
        });
    }
}
