package io.odradek.log.internal.segment;

/**
 * Where a segment is cut, between two batches.
 *
 * <p>Immutable.
 *
 * @param positionBytes where the first batch begins that goes
 * @param endOffset the offset behind the last record that stays
 */
public record SegmentCut(int positionBytes, long endOffset) {
    /** The cut that takes away the batch that holds {@code offset}, or would, and all behind it. */
    public static SegmentCut before(LogSegment segment, long offset) {
        if (offset <= segment.baseOffset()) {
            return new SegmentCut(0, segment.baseOffset());
        }
        long[] endOffset = {segment.baseOffset()};
        int start = segment.offsets().positionBefore(offset - 1);
        int position = new BatchCursor().walk(segment.file(), start, (batch, at) -> {
            boolean stays = batch.lastOffset() < offset;
            endOffset[0] = stays ? batch.lastOffset() + 1 : endOffset[0];
            return stays;
        });
        return new SegmentCut(position, endOffset[0]);
    }

    /** The segment without what goes, of which the file still has all. */
    public LogSegment shorten(LogSegment segment) {
        LogSegment shortened = segment.indexedBefore(endOffset);
        BatchCursor cursor = new BatchCursor();
        if (positionBytes > 0) {
            cursor.walk(segment.file(), 0, (batch, at) -> {
                shortened.beginsWith(batch);
                return false;
            });
        }
        cursor.walk(segment.file(), shortened.offsets().lastPosition(), (batch, at) -> {
            boolean stays = at < positionBytes;
            if (stays) {
                shortened.addIndexed(batch);
            }
            return stays;
        });
        return shortened;
    }
}
