package io.odradek.log;

import io.odradek.log.internal.segment.BatchSearch;
import io.odradek.log.internal.segment.LogSegment;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds records by timestamp: segment by segment, with the time index, then record by record within one batch.
 *
 * <p>Confined to the log's event loop; futures complete there.
 */
final class TimestampSearch {
    private static final int DECOMPRESSED_SIZE_BYTES_MAX = 256 * 1024 * 1024;

    private final LogParts parts;
    private final BatchSearch search = new BatchSearch();

    TimestampSearch(LogParts parts) {
        this.parts = parts;
    }

    /** The first record below {@code below} whose timestamp is {@code timestampMs} or later. */
    CompletableFuture<Optional<TimestampedOffset>> firstFrom(long timestampMs, long below) {
        return firstFrom(timestampMs, below, bases().iterator());
    }

    private List<Long> bases() {
        List<Long> bases = new ArrayList<>(parts.segments().endedBaseOffsets());
        bases.add(parts.segments().active().baseOffset());
        return bases;
    }

    private CompletableFuture<Optional<TimestampedOffset>> firstFrom(long timestampMs, long below, Iterator<Long> bases) {
        while (bases.hasNext()) {
            long base = bases.next();
            if (parts.segments().maxTimestampMs(base).orElse(timestampMs) >= timestampMs) {
                return parts.segments().holding(base).thenCompose(segment -> {
                    Optional<TimestampedOffset> found = firstIn(segment, timestampMs);
                    return found.isPresent()
                            ? CompletableFuture.completedFuture(found.filter(record -> record.offset() < below))
                            : firstFrom(timestampMs, below, bases);
                });
            }
        }
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private Optional<TimestampedOffset> firstIn(LogSegment segment, long timestampMs) {
        if (segment.maxTimestampMs() < timestampMs) {
            return Optional.empty();
        }
        long startOffset = parts.progress().startOffset();
        int position = search.positionOfTimestamp(segment, timestampMs, startOffset);
        while (position < segment.sizeBytes()) {
            RecordBatch batch = batchAt(segment, position);
            Optional<TimestampedOffset> found = firstIn(batch, timestampMs, startOffset);
            if (found.isPresent()) {
                return found;
            }
            position += batch.sizeBytes();
        }
        return Optional.empty();
    }

    private Optional<TimestampedOffset> firstIn(RecordBatch batch, long timestampMs, long startOffset) {
        if (batch.maxTimestampMs() < timestampMs) {
            return Optional.empty();
        }
        try (RecordReader records = new RecordReader(batch, parts.environment().codecs(), DECOMPRESSED_SIZE_BYTES_MAX)) {
            while (records.next()) {
                if (records.timestampMs() >= timestampMs && records.offset() >= startOffset) {
                    return Optional.of(
                            new TimestampedOffset(records.offset(), records.timestampMs(), batch.partitionLeaderEpoch()));
                }
            }
        }
        return Optional.empty();
    }

    private static RecordBatch batchAt(LogSegment segment, int position) {
        ByteBuffer header = ByteBuffer.allocate(RecordBatch.HEADER_SIZE_BYTES);
        segment.file().read(position, header);
        int sizeBytes = new RecordBatch().wrapHeader(header.flip(), 0).sizeBytes();
        ByteBuffer whole = ByteBuffer.allocate(sizeBytes);
        segment.file().read(position, whole);
        return new RecordBatch().wrap(whole.flip(), 0);
    }

    /** The first record with the greatest timestamp of all; empty when the log is empty. */
    CompletableFuture<Optional<TimestampedOffset>> greatest() {
        List<Long> bases = bases();
        return InOrder.forEach(bases, this::learnMaxTimestamp).thenCompose(known -> {
            long greatestMs = -1;
            for (long base : bases) {
                greatestMs = Math.max(greatestMs, parts.segments().maxTimestampMs(base).orElse(-1));
            }
            return greatestMs < 0 ? CompletableFuture.completedFuture(Optional.empty()) : firstFrom(greatestMs, Long.MAX_VALUE);
        });
    }

    private CompletableFuture<Void> learnMaxTimestamp(long base) {
        return parts.segments().maxTimestampMs(base).isPresent()
                ? CompletableFuture.completedFuture(null)
                : parts.segments().holding(base).thenAccept(segment -> {});
    }
}
