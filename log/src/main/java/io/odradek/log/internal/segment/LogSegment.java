package io.odradek.log.internal.segment;

import io.odradek.log.internal.index.OffsetIndex;
import io.odradek.log.internal.index.TimeIndex;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.spi.storage.Segment;

/**
 * An open segment: the file with its batches, and what is known of them.
 *
 * <p>Confined to the log's event loop.
 */
public final class LogSegment {
    private final long baseOffset;
    private final Segment file;
    private final OffsetIndex offsets;
    private final TimeIndex times;
    private final int indexIntervalBytes;
    private long endOffset;
    private long firstTimestampMs = -1;
    private long maxTimestampMs;
    private long maxTimestampOffset;
    private int unindexedBytes;

    /** A segment whose batches are still to be {@linkplain #add added}. */
    public LogSegment(long baseOffset, Segment file, int indexIntervalBytes) {
        this(baseOffset, file, new OffsetIndex(baseOffset), new TimeIndex(baseOffset), indexIntervalBytes);
    }

    /** A segment with the indexes of its batches. */
    public LogSegment(long baseOffset, Segment file, OffsetIndex offsets, TimeIndex times, int indexIntervalBytes) {
        this.baseOffset = baseOffset;
        this.file = file;
        this.offsets = offsets;
        this.times = times;
        this.indexIntervalBytes = indexIntervalBytes;
        this.endOffset = baseOffset;
        this.maxTimestampMs = times.lastTimestampMs();
        this.maxTimestampOffset = times.lastOffset();
    }

    /** Takes note of a batch that stands at {@code position}, behind all others. */
    public void add(RecordBatch batch, int position) {
        long lastOffset = batch.lastOffset();
        if (firstTimestampMs < 0) {
            firstTimestampMs = batch.maxTimestampMs();
        }
        if (batch.maxTimestampMs() > maxTimestampMs) {
            maxTimestampMs = batch.maxTimestampMs();
            maxTimestampOffset = lastOffset;
        }
        if (unindexedBytes > indexIntervalBytes) {
            offsets.add(lastOffset, position);
            times.addIfGreater(maxTimestampMs, maxTimestampOffset);
            unindexedBytes = 0;
        }
        unindexedBytes += batch.sizeBytes();
        endOffset = lastOffset + 1;
    }

    /**
     * The same file with what is indexed of the batches before {@code endOffset}, which is all that is known of them: the first one, the
     * last one that is indexed, and those behind it are still to be told.
     */
    LogSegment indexedBefore(long endOffset) {
        return new LogSegment(baseOffset, file, offsets.before(endOffset), times.before(endOffset), indexIntervalBytes);
    }

    /** Takes note of the first batch of a segment whose indexes were read from their files. */
    public void beginsWith(RecordBatch first) {
        firstTimestampMs = first.maxTimestampMs();
    }

    /** Takes note of the last batch that the indexes know, or of one behind it. */
    public void addIndexed(RecordBatch batch) {
        if (batch.maxTimestampMs() > maxTimestampMs) {
            maxTimestampMs = batch.maxTimestampMs();
            maxTimestampOffset = batch.lastOffset();
        }
        unindexedBytes += batch.sizeBytes();
        endOffset = batch.lastOffset() + 1;
    }

    /** Ends the time index with the greatest timestamp of all, as a segment that takes no more batches must. */
    public void completeTimes() {
        times.addIfGreater(maxTimestampMs, maxTimestampOffset);
    }

    /** The offset in the segment's name: no record in it has a smaller one. */
    public long baseOffset() {
        return baseOffset;
    }

    /** The offset behind the last record. */
    public long endOffset() {
        return endOffset;
    }

    /** Where the batches are. */
    public Segment file() {
        return file;
    }

    /** The bytes of the batches. */
    public int sizeBytes() {
        return (int) file.endBytes();
    }

    /** The offset index. */
    public OffsetIndex offsets() {
        return offsets;
    }

    /** The time index. */
    public TimeIndex times() {
        return times;
    }

    /** The timestamp of the first batch, or −1. */
    public long firstTimestampMs() {
        return firstTimestampMs;
    }

    /** The greatest timestamp, or −1. */
    public long maxTimestampMs() {
        return maxTimestampMs;
    }

    /** The last offset of the batch that has the greatest timestamp. */
    public long maxTimestampOffset() {
        return maxTimestampOffset;
    }
}
