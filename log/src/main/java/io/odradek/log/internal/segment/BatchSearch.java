package io.odradek.log.internal.segment;

/**
 * Finds batches of a segment by offset and by size, with the sparse index and a short walk.
 *
 * <p>Confined to the log's event loop.
 */
public final class BatchSearch {
    private final BatchCursor cursor = new BatchCursor();

    /** The position of the first batch that ends at {@code offset} or behind it; the segment's end when there is none. */
    public int positionOf(LogSegment segment, long offset) {
        if (offset >= segment.endOffset()) {
            return segment.sizeBytes();
        }
        int start = segment.offsets().positionBefore(offset);
        return cursor.walk(segment.file(), start, (batch, position) -> batch.lastOffset() < offset);
    }

    /** The position of the first batch that has a record of {@code timestampMs} or later; the segment's end when there is none. */
    public int positionOfTimestamp(LogSegment segment, long timestampMs, long fromOffset) {
        long offset = Math.max(fromOffset, segment.times().offsetBefore(timestampMs));
        int start = positionOf(segment, offset);
        return cursor.walk(segment.file(), start, (batch, position) -> batch.maxTimestampMs() < timestampMs);
    }

    /**
     * Where the last whole batch ends.
     *
     * @param start where the first batch begins
     * @param sizeBytesMax the most bytes from there
     * @param limit where a batch begins that must not be included, or the segment's end
     * @param firstBatchWhole whether the first batch is included even if it is larger
     */
    public int alignedEnd(LogSegment segment, int start, int sizeBytesMax, int limit, boolean firstBatchWhole) {
        if ((long) start + sizeBytesMax >= limit) {
            return limit;
        }
        int end = start + sizeBytesMax;
        int known = Math.max(start, segment.offsets().batchStartBefore(end));
        int aligned = cursor.walk(segment.file(), known, (batch, position) -> position + batch.sizeBytes() <= end);
        if (aligned > start || !firstBatchWhole) {
            return aligned;
        }
        return cursor.walk(segment.file(), start, (batch, position) -> position == start);
    }

    /** The batches' headers. */
    public BatchCursor cursor() {
        return cursor;
    }
}
