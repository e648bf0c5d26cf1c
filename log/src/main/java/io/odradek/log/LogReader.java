package io.odradek.log;

import io.odradek.api.CorruptDataException;
import io.odradek.api.ErrorCode;
import io.odradek.log.internal.segment.BatchSearch;
import io.odradek.log.internal.segment.LogSegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads whole batches by offset.
 *
 * <p>Confined to the log's event loop; futures complete there, at once when the segment is open.
 */
final class LogReader {
    private final LogParts parts;
    private final BatchSearch search = new BatchSearch();

    LogReader(LogParts parts) {
        this.parts = parts;
    }

    CompletableFuture<ReadResult> read(long offset, int sizeBytesMax, boolean firstBatchWhole, long belowOffset) {
        LogProgress progress = parts.progress();
        if (offset < progress.startOffset() || offset > progress.endOffset()) {
            return done(new ReadResult.Refused(ErrorCode.OFFSET_OUT_OF_RANGE, "The offset " + offset + " is not in " + parts.folder().name()
                    + ", which has " + progress.startOffset() + " to " + progress.endOffset()));
        }
        long below = Math.min(belowOffset, progress.endOffset());
        if (offset >= below || sizeBytesMax <= 0 && !firstBatchWhole) {
            return done(ReadResult.Found.nothing());
        }
        CompletableFuture<LogSegment> segment = parts.segments().holding(offset);
        // The end may have gone back while the segment was opened.
        return segment.thenCompose(found ->
                        readFrom(found, offset, sizeBytesMax, firstBatchWhole, Math.min(below, progress.endOffset())))
                .exceptionally(failed -> new ReadResult.Refused(
                        ErrorCode.KAFKA_STORAGE_ERROR,
                        "The offset " + offset + " of " + parts.folder().name() + " cannot be read: " + LogHealth.reasonOf(failed)));
    }

    private static CompletableFuture<ReadResult> done(ReadResult result) {
        return CompletableFuture.completedFuture(result);
    }

    private CompletableFuture<ReadResult> readFrom(
            LogSegment segment, long offset, int sizeBytesMax, boolean firstBatchWhole, long below) {
        int start = search.positionOf(segment, offset);
        int limit = below >= segment.endOffset() ? segment.sizeBytes() : search.positionOf(segment, below);
        if (start >= limit) {
            // Compaction leaves gaps: what comes next may be in the next segment.
            boolean last = segment == parts.segments().active() || below <= parts.segments().endOf(segment.baseOffset());
            return last
                    ? done(ReadResult.Found.nothing())
                    : parts.segments()
                            .after(segment)
                            .thenCompose(next -> readFrom(next, offset, sizeBytesMax, firstBatchWhole, below));
        }
        int end = search.alignedEnd(segment, start, sizeBytesMax, limit, firstBatchWhole);
        if (end < start) {
            throw new CorruptDataException("The index of " + segment.file().name() + " leads from " + start + " back to " + end);
        }
        return done(
                end == start
                        ? ReadResult.Found.nothing()
                        : new ReadResult.Found(Optional.of(segment.file().range(start, end - start)), List.of()));
    }
}
