package io.odradek.protocol.wire;

import java.nio.ByteBuffer;

/**
 * Numbers of variable length, as Protocol Buffers lay them out: seven bits a byte, least significant first; signed ones in zigzag form.
 *
 * <p>Thread-safe. The callers of the writing methods have made sure of room.
 */
public final class Varints {

    /** The most bytes of a 32-bit number. */
    public static final int INT_SIZE_BYTES_MAX = 5;

    /** The most bytes of a 64-bit number. */
    public static final int LONG_SIZE_BYTES_MAX = 10;

    private Varints() {}

    /** Bytes of an unsigned 32-bit number. */
    public static int sizeBytesUnsigned(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Bytes of a signed 32-bit number. */
    public static int sizeBytes(int value) {
        return sizeBytesUnsigned((value << 1) ^ (value >> 31));
    }

    /** Bytes of a signed 64-bit number. */
    public static int sizeBytes(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        return (70 - Long.numberOfLeadingZeros(zigzag | 1)) / 7;
    }

    /** Writes an unsigned 32-bit number. */
    public static void putUnsigned(ByteBuffer target, int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            target.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        target.put((byte) rest);
    }

    /** Writes a signed 32-bit number. */
    public static void put(ByteBuffer target, int value) {
        putUnsigned(target, (value << 1) ^ (value >> 31));
    }

    /** Writes a signed 64-bit number. */
    public static void put(ByteBuffer target, long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            target.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        target.put((byte) rest);
    }
}
