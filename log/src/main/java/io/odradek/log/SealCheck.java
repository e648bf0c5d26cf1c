package io.odradek.log;

import io.odradek.api.CorruptDataException;
import io.odradek.log.internal.index.OffsetIndex;
import io.odradek.log.internal.segment.LogFileNames;
import io.odradek.log.internal.segment.SegmentScan;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Ends the segment that ends at the recovery point, where a crash may have left it unsealed: its batches are forced, but what was prepared
 * behind them is still there.
 *
 * <p>Confined to the log's event loop; futures complete there. One check is run once.
 */
final class SealCheck {
    private static final int CHUNK_SIZE_BYTES = 64 * 1024;
    private static final int INDEX_BYTES_MAX = 64 * 1024 * 1024;

    private final StorageFolder folder;
    private final long baseOffset;
    private final long recoveryPoint;
    private long endOffset;

    SealCheck(StorageFolder folder, long baseOffset, long recoveryPoint) {
        this.folder = folder;
        this.baseOffset = baseOffset;
        this.recoveryPoint = recoveryPoint;
    }

    CompletableFuture<Void> run() {
        return folder.open(LogFileNames.of(baseOffset, LogFileNames.LOG)).thenCompose(file -> lastIndexed(file)
                .thenCompose(start -> scan(file, start)
                        // An index that does not fit leads to no batch: then all headers are read.
                        .thenCompose(end -> start > 0 && endOffset == baseOffset
                                ? scan(file, 0)
                                : CompletableFuture.completedFuture(end)))
                .thenCompose(end -> cut(file, end))
                .thenCompose(done -> file.close()));
    }

    private CompletableFuture<Integer> lastIndexed(Segment file) {
        return folder.readFile(LogFileNames.of(baseOffset, LogFileNames.OFFSET_INDEX), INDEX_BYTES_MAX)
                .handle((bytes, failed) -> Optional.ofNullable(bytes)
                        .flatMap(content -> OffsetIndex.parse(baseOffset, content, file.endBytes()))
                        .map(OffsetIndex::lastPosition)
                        .orElse(0));
    }

    private CompletableFuture<SegmentScan.End> scan(Segment file, int start) {
        endOffset = baseOffset;
        return new SegmentScan(file, SegmentScan.Check.HEADER, CHUNK_SIZE_BYTES, (batch, position) -> {
                    if (batch.baseOffset() < endOffset || batch.lastOffset() >= recoveryPoint) {
                        return Optional.of("its offsets " + batch.baseOffset() + " to " + batch.lastOffset() + " are out of place");
                    }
                    endOffset = batch.lastOffset() + 1;
                    return Optional.empty();
                })
                .from(start);
    }

    private CompletableFuture<Void> cut(Segment file, SegmentScan.End end) {
        if (end.fault().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (endOffset != recoveryPoint) {
            throw new CorruptDataException("The segment " + file.name() + " of " + folder.name() + " is damaged at byte "
                    + end.positionBytes() + ": " + end.fault().get() + ". All before offset " + recoveryPoint
                    + " was forced to disk, so nothing is cut off. Restore the file, or delete the folder");
        }
        return file.cutTail(end.positionBytes())
                .thenCompose(cut -> file.resume(Math.max(end.positionBytes(), 1)))
                .thenCompose(resumed -> file.seal());
    }
}
