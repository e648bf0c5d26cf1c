package io.odradek.compression;

import io.odradek.api.CorruptDataException;
import java.nio.ByteBuffer;

/**
 * Looks at the header of a Zstandard frame before the library does, to refuse windows that would cost too much memory.
 *
 * <p>Source: RFC 8878, 3.1.1.
 */
final class ZstdFrame {
    /** What RFC 8878 recommends every decoder to support. Levels up to 19 stay below it. */
    static final int WINDOW_LOG_MAX = 23;

    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE_MAGIC = 0x184D2A50;
    private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
    private static final int SINGLE_SEGMENT = 0x20;
    private static final int RESERVED = 0x08;

    private ZstdFrame() {}

    /** Checks the frame that starts at the position of a little-endian buffer, which is left where it is. */
    static void check(ByteBuffer source) {
        int start = source.position();
        requireBytes(source, start + Integer.BYTES + 1);
        int magic = source.getInt(start);
        if ((magic & SKIPPABLE_MASK) == SKIPPABLE_MAGIC) {
            return;
        }
        int descriptor = source.get(start + Integer.BYTES);
        if (magic != MAGIC || (descriptor & RESERVED) != 0) {
            throw new CorruptDataException("zstd: no frame at byte " + start);
        }
        long windowBytes = (descriptor & SINGLE_SEGMENT) != 0
                ? contentBytes(source, start + Integer.BYTES + 1, descriptor)
                : windowBytes(source, start + Integer.BYTES + 1);
        if (windowBytes < 0 || windowBytes > 1L << WINDOW_LOG_MAX) {
            throw new CorruptDataException("zstd: the frame at byte " + start + " needs a window of " + Long.toUnsignedString(windowBytes)
                    + " bytes, allowed are " + (1L << WINDOW_LOG_MAX) + ": compress it with a level up to 19");
        }
    }

    private static long windowBytes(ByteBuffer source, int offset) {
        requireBytes(source, offset + 1);
        int descriptor = Byte.toUnsignedInt(source.get(offset));
        long base = 1L << (10 + (descriptor >>> 3));
        return base + (base >>> 3) * (descriptor & 7);
    }

    private static long contentBytes(ByteBuffer source, int offset, int descriptor) {
        int dictionaryFlag = descriptor & 3;
        int at = offset + (dictionaryFlag == 3 ? Integer.BYTES : dictionaryFlag);
        int sizeFlag = (descriptor & 0xff) >>> 6;
        requireBytes(source, at + (1 << sizeFlag));
        switch (sizeFlag) {
            case 0:
                return Byte.toUnsignedLong(source.get(at));
            case 1:
                return Short.toUnsignedLong(source.getShort(at)) + 256;
            case 2:
                return Integer.toUnsignedLong(source.getInt(at));
            default:
                return source.getLong(at);
        }
    }

    private static void requireBytes(ByteBuffer source, int end) {
        if (source.limit() < end) {
            throw new CorruptDataException("zstd: the compressed bytes end at " + source.limit() + ", inside a frame's header");
        }
    }
}
