package io.odradek.compression;

import io.odradek.api.CorruptDataException;
import java.nio.ByteBuffer;

/**
 * The framing of snappy-java's {@code SnappyOutputStream}: a magic number, two versions, then blocks that each follow their size. All
 * numbers are big-endian.
 */
final class SnappyFrame {
    static final long MAGIC = 0x82534E4150505900L;
    /** The first half of the magic number, where another frame follows instead of a block. */
    static final int MAGIC_HEAD = (int) (MAGIC >>> Integer.SIZE);
    /** Magic number, version, oldest version that can read it. */
    static final int HEADER_BYTES = Long.BYTES + 2 * Integer.BYTES;

    static final int VERSION = 1;
    /** What one block of the frame holds. */
    static final int BLOCK_BYTES = 32 * 1024;
    /** The most bytes that a block may decode to, whoever wrote it. */
    static final int DECODED_BYTES_MAX = 16 << 20;

    /** No element yields more than 64 bytes for three of its own. */
    private static final int EXPANSION_MAX = 22;

    private static final int VARINT_BYTES_MAX = 5;

    private SnappyFrame() {}

    static void writeHeader(ByteBuffer target) {
        target.putLong(MAGIC).putInt(VERSION).putInt(VERSION);
    }

    /** How many bytes the block that starts at {@code offset} decodes to: the varint at its head, checked against what it can be. */
    static int decodedBytes(ByteBuffer source, int offset, int sizeBytes) {
        long decodedBytes = 0;
        for (int i = 0; i < Math.min(sizeBytes, VARINT_BYTES_MAX); i++) {
            int next = source.get(offset + i);
            decodedBytes |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                return checked(decodedBytes, offset, sizeBytes);
            }
        }
        throw new CorruptDataException("snappy: the block at byte " + offset + " does not say how long it is");
    }

    private static int checked(long decodedBytes, int offset, int sizeBytes) {
        if (decodedBytes > DECODED_BYTES_MAX || decodedBytes > (long) sizeBytes * EXPANSION_MAX) {
            throw new CorruptDataException("snappy: the block at byte " + offset + " has " + sizeBytes + " bytes and claims to hold "
                    + decodedBytes + "; possible are " + EXPANSION_MAX + " times as many, allowed " + DECODED_BYTES_MAX);
        }
        return (int) decodedBytes;
    }
}
