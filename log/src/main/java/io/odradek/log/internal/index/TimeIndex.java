package io.odradek.log.internal.index;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The greatest timestamp so far, at some places of a segment: for each, the timestamp and the last offset of the batch that has it, both
 * ascending.
 *
 * <p>Confined to the log's event loop. The file form is Kafka's {@code .timeindex}: entries of 12 bytes, the timestamp and the offset
 * relative to the segment's base, big-endian.
 */
public final class TimeIndex {
    /** An entry of the file form. */
    public static final int ENTRY_SIZE_BYTES = 12;

    private static final int CAPACITY_DEFAULT = 16;

    private final long baseOffset;
    private long[] timestampsMs = new long[CAPACITY_DEFAULT];
    private int[] relativeOffsets = new int[CAPACITY_DEFAULT];
    private int entryCount;

    /** An empty index of the segment that begins at {@code baseOffset}. */
    public TimeIndex(long baseOffset) {
        this.baseOffset = baseOffset;
    }

    /** Adds a place if its timestamp is greater than all before it. */
    public void addIfGreater(long timestampMs, long offset) {
        if (timestampMs <= lastTimestampMs()) {
            return;
        }
        if (entryCount == timestampsMs.length) {
            timestampsMs = Arrays.copyOf(timestampsMs, entryCount * 2);
            relativeOffsets = Arrays.copyOf(relativeOffsets, entryCount * 2);
        }
        timestampsMs[entryCount] = timestampMs;
        relativeOffsets[entryCount] = (int) (offset - baseOffset);
        entryCount++;
    }

    /** How many places are in it. */
    public int entryCount() {
        return entryCount;
    }

    /** The greatest timestamp in it, or −1. */
    public long lastTimestampMs() {
        return entryCount == 0 ? -1 : timestampsMs[entryCount - 1];
    }

    /** The offset of the greatest timestamp in it, or the base offset. */
    public long lastOffset() {
        return entryCount == 0 ? baseOffset : baseOffset + relativeOffsets[entryCount - 1];
    }

    /** Where to start looking for {@code timestampMs}: no batch that ends before this offset has one as great. */
    public long offsetBefore(long timestampMs) {
        int found = Arrays.binarySearch(timestampsMs, 0, entryCount, timestampMs);
        int floor = found >= 0 ? found : -found - 2;
        return floor < 0 ? baseOffset : baseOffset + relativeOffsets[floor];
    }

    /** The places of batches that end before {@code endOffset}. */
    public TimeIndex before(long endOffset) {
        TimeIndex shorter = new TimeIndex(baseOffset);
        for (int i = 0; i < entryCount && baseOffset + relativeOffsets[i] < endOffset; i++) {
            shorter.addIfGreater(timestampsMs[i], baseOffset + relativeOffsets[i]);
        }
        return shorter;
    }

    /** The file form. */
    public ByteBuffer toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(entryCount * ENTRY_SIZE_BYTES);
        for (int i = 0; i < entryCount; i++) {
            bytes.putLong(timestampsMs[i]).putInt(relativeOffsets[i]);
        }
        return bytes.flip();
    }

    /** Reads the file form; empty when its entries do not ascend or lead to {@code endOffset} or beyond. */
    public static Optional<TimeIndex> parse(long baseOffset, ByteBuffer bytes, long endOffset) {
        if (bytes.remaining() % ENTRY_SIZE_BYTES != 0) {
            return Optional.empty();
        }
        TimeIndex index = new TimeIndex(baseOffset);
        long lastOffset = baseOffset - 1;
        while (bytes.hasRemaining()) {
            long timestampMs = bytes.getLong();
            long offset = baseOffset + bytes.getInt();
            if (timestampMs <= index.lastTimestampMs() || offset <= lastOffset || offset >= endOffset) {
                return Optional.empty();
            }
            index.addIfGreater(timestampMs, offset);
            lastOffset = offset;
        }
        return Optional.of(index);
    }
}
