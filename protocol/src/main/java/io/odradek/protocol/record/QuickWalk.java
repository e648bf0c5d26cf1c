package io.odradek.protocol.record;

import java.nio.ByteBuffer;

/**
 * A walk over uncompressed records that says only whether all is well; what is not, the exact walk over {@link RecordBytes} explains.
 *
 * <p>Confined to one call. It accepts nothing that the exact walk would refuse.
 */
final class QuickWalk {
    /** Something is wrong, or so unusual that the exact walk has to look at it. */
    static final long UNSURE = Long.MIN_VALUE;

    private static final int NO_LENGTH = Integer.MIN_VALUE;

    private final ByteBuffer records;
    private final int limit;
    private int at;

    private QuickWalk(ByteBuffer records) {
        this.records = records;
        this.at = records.position();
        this.limit = records.limit();
    }

    /**
     * Walks over all records.
     *
     * @param records from position to limit; both stay as they are
     * @return the greatest timestamp delta in milliseconds, or {@link #UNSURE}
     */
    static long maxTimestampDeltaMs(ByteBuffer records, int recordCount) {
        QuickWalk walk = new QuickWalk(records);
        long max = UNSURE;
        try {
            for (int i = 0; i < recordCount; i++) {
                long deltaMs = walk.record(i);
                if (deltaMs == UNSURE) {
                    return UNSURE;
                }
                max = Math.max(max, deltaMs);
            }
        } catch (IndexOutOfBoundsException beyond) {
            // Lengths are checked before they are followed, but not each byte of a number.
            return UNSURE;
        }
        return walk.at == walk.limit ? max : UNSURE;
    }

    private long record(int offsetDelta) {
        int sizeBytes = varint();
        if (sizeBytes < BatchLayout.RECORD_SIZE_BYTES_MIN - 1 || sizeBytes > limit - at) {
            return UNSURE;
        }
        int end = at + sizeBytes;
        at++;
        long timestampDeltaMs = varlong();
        if (varint() != offsetDelta || !skip(end, -1) || !skip(end, -1)) {
            return UNSURE;
        }
        int headerCount = varint();
        if (headerCount < 0 || headerCount > (end - at) / 2) {
            return UNSURE;
        }
        for (int left = headerCount; left > 0; left--) {
            if (!skip(end, 0) || !skip(end, -1)) {
                return UNSURE;
            }
        }
        return at == end ? timestampDeltaMs : UNSURE;
    }

    private boolean skip(int end, int lengthMin) {
        int length = varint();
        if (length < lengthMin || length > end - at) {
            return false;
        }
        at += Math.max(length, 0);
        return true;
    }

    /** Most numbers have one byte or two; {@link #NO_LENGTH} for one that has too many bytes, which no check lets pass. */
    private int varint() {
        int zigzag = records.get(at++);
        if (zigzag < 0) {
            int second = records.get(at++);
            zigzag = zigzag & 0x7F | (second & 0x7F) << 7;
            if (second < 0) {
                return longVarint(zigzag);
            }
        }
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private int longVarint(int low) {
        int zigzag = low;
        for (int shift = 14; shift < 35; shift += 7) {
            byte next = records.get(at++);
            zigzag |= (next & 0x7F) << shift;
            if (next >= 0) {
                return shift == 28 && next > 0x0F ? NO_LENGTH : (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        return NO_LENGTH;
    }

    private long varlong() {
        long zigzag = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte next = records.get(at++);
            zigzag |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return shift == 63 && next > 0x01 ? UNSURE : (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        return UNSURE;
    }
}
