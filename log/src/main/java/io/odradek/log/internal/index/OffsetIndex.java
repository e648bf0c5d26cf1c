package io.odradek.log.internal.index;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where some batches of a segment begin: for each, its last offset and its position, both ascending.
 *
 * <p>Confined to the log's event loop. The file form is Kafka's {@code .index}: entries of 8 bytes, the offset relative to the segment's
 * base and the position, big-endian.
 */
public final class OffsetIndex {
    /** An entry of the file form. */
    public static final int ENTRY_SIZE_BYTES = 8;

    private static final int CAPACITY_DEFAULT = 16;

    private final long baseOffset;
    private int[] relativeOffsets = new int[CAPACITY_DEFAULT];
    private int[] positions = new int[CAPACITY_DEFAULT];
    private int entryCount;

    /** An empty index of the segment that begins at {@code baseOffset}. */
    public OffsetIndex(long baseOffset) {
        this.baseOffset = baseOffset;
    }

    /** Adds a batch behind all others. */
    public void add(long lastOffset, int position) {
        if (entryCount == positions.length) {
            relativeOffsets = Arrays.copyOf(relativeOffsets, entryCount * 2);
            positions = Arrays.copyOf(positions, entryCount * 2);
        }
        relativeOffsets[entryCount] = (int) (lastOffset - baseOffset);
        positions[entryCount] = position;
        entryCount++;
    }

    /** How many batches are in it. */
    public int entryCount() {
        return entryCount;
    }

    /** The position of the last batch in it, or 0. */
    public int lastPosition() {
        return entryCount == 0 ? 0 : positions[entryCount - 1];
    }

    /** The last offset of the last batch in it, or the offset before the base. */
    public long lastOffset() {
        return entryCount == 0 ? baseOffset - 1 : baseOffset + relativeOffsets[entryCount - 1];
    }

    /** Where to start looking for {@code offset}: at or before the batch that holds it. */
    public int positionBefore(long offset) {
        long relative = offset - baseOffset;
        int low = 0;
        int high = entryCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (relativeOffsets[middle] <= relative) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : positions[low - 1];
    }

    /** The last known start of a batch that is not beyond {@code position}. */
    public int batchStartBefore(int position) {
        int found = Arrays.binarySearch(positions, 0, entryCount, position);
        if (found >= 0) {
            return positions[found];
        }
        int insertion = -found - 1;
        return insertion == 0 ? 0 : positions[insertion - 1];
    }

    /** The entries of batches that end before {@code endOffset}. */
    public OffsetIndex before(long endOffset) {
        OffsetIndex shorter = new OffsetIndex(baseOffset);
        for (int i = 0; i < entryCount && baseOffset + relativeOffsets[i] < endOffset; i++) {
            shorter.add(baseOffset + relativeOffsets[i], positions[i]);
        }
        return shorter;
    }

    /** The file form. */
    public ByteBuffer toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(entryCount * ENTRY_SIZE_BYTES);
        for (int i = 0; i < entryCount; i++) {
            bytes.putInt(relativeOffsets[i]).putInt(positions[i]);
        }
        return bytes.flip();
    }

    /** Reads the file form; empty when its entries do not ascend or lead outside a segment of that size. */
    public static Optional<OffsetIndex> parse(long baseOffset, ByteBuffer bytes, long segmentSizeBytes) {
        if (bytes.remaining() % ENTRY_SIZE_BYTES != 0) {
            return Optional.empty();
        }
        OffsetIndex index = new OffsetIndex(baseOffset);
        int lastRelative = -1;
        int lastPosition = 0;
        while (bytes.hasRemaining()) {
            int relative = bytes.getInt();
            int position = bytes.getInt();
            if (relative <= lastRelative || position <= lastPosition || position >= segmentSizeBytes) {
                return Optional.empty();
            }
            index.add(baseOffset + relative, position);
            lastRelative = relative;
            lastPosition = position;
        }
        return Optional.of(index);
    }
}
