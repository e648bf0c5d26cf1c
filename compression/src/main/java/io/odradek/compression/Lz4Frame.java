package io.odradek.compression;

import io.odradek.api.CorruptDataException;
import java.nio.ByteBuffer;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The header of an LZ4 frame. Immutable.
 *
 * <p>Source: LZ4 Frame Format Description 1.6.
 *
 * @param blockBytesMax the most bytes a block decodes to
 * @param blockChecksum whether a checksum follows each block
 * @param contentChecksum whether a checksum of all decoded bytes follows the last block
 */
record Lz4Frame(int blockBytesMax, boolean blockChecksum, boolean contentChecksum) {
    static final int MAGIC = 0x184D2204;
    static final int SKIPPABLE_MAGIC = 0x184D2A50;
    static final int SKIPPABLE_MASK = 0xFFFFFFF0;
    /** Magic, flags, block size, header checksum. */
    static final int HEADER_BYTES = 7;
    /** In a block's size: its bytes are stored as they are. */
    static final int STORED = 0x80000000;

    static final int SEED = 0;

    private static final int VERSION = 0b01_000000;
    private static final int VERSION_MASK = 0b11_000000;
    private static final int INDEPENDENT_BLOCKS = 0b00_100000;
    private static final int BLOCK_CHECKSUM = 0b00_010000;
    private static final int CONTENT_SIZE = 0b00_001000;
    private static final int CONTENT_CHECKSUM = 0b00_000100;
    private static final int RESERVED = 0b00_000010;
    private static final int DICTIONARY = 0b00_000001;
    private static final int BLOCK_SIZE_MASK = 0b0_111_0000;
    private static final int BLOCK_SIZE_CODE_MIN = 4;
    private static final XXHash32 CHECKSUM = XXHashFactory.fastestInstance().hash32();

    /** What we write, and Kafka's client too: independent blocks of 64 KiB, no checksums beside the header's. */
    static final Lz4Frame WRITTEN = new Lz4Frame(1 << 16, false, false);

    /** Writes the header of {@link #WRITTEN} into a little-endian buffer. */
    static void writeHeader(ByteBuffer target) {
        target.putInt(MAGIC);
        int descriptor = target.position();
        target.put((byte) (VERSION | INDEPENDENT_BLOCKS));
        target.put((byte) (BLOCK_SIZE_CODE_MIN << 4));
        target.put(headerChecksum(target, descriptor, target.position() - descriptor));
    }

    /** Reads what follows the magic number from a little-endian buffer. */
    static Lz4Frame readDescriptor(ByteBuffer source) {
        int descriptor = source.position();
        requireRemaining(source, 3);
        int flags = source.get();
        int blockSize = source.get();
        if ((flags & VERSION_MASK) != VERSION || (flags & RESERVED) != 0 || (blockSize & ~BLOCK_SIZE_MASK) != 0) {
            throw new CorruptDataException("lz4: the frame's header at byte " + descriptor + " is not of version 1");
        }
        if ((flags & INDEPENDENT_BLOCKS) == 0) {
            throw new CorruptDataException("lz4: the frame's blocks depend on each other, which Kafka does not allow: "
                    + "write it with independent blocks (block_linked=false)");
        }
        if ((flags & DICTIONARY) != 0) {
            throw new CorruptDataException("lz4: the frame needs a dictionary, which Kafka does not allow");
        }
        int sizeCode = (blockSize & BLOCK_SIZE_MASK) >>> 4;
        if (sizeCode < BLOCK_SIZE_CODE_MIN) {
            throw new CorruptDataException("lz4: block size code " + sizeCode + " is not from 4 to 7");
        }
        if ((flags & CONTENT_SIZE) != 0) {
            requireRemaining(source, Long.BYTES);
            source.getLong();
        }
        requireRemaining(source, 1);
        int descriptorBytes = source.position() - descriptor;
        byte checksum = source.get();
        if (checksum != headerChecksum(source, descriptor, descriptorBytes)) {
            throw new CorruptDataException("lz4: the checksum of the frame's header at byte " + descriptor + " is wrong");
        }
        return new Lz4Frame(1 << (2 * sizeCode + 8), (flags & BLOCK_CHECKSUM) != 0, (flags & CONTENT_CHECKSUM) != 0);
    }

    static int checksum(ByteBuffer bytes, int offset, int sizeBytes) {
        return CHECKSUM.hash(bytes, offset, sizeBytes, SEED);
    }

    static void requireRemaining(ByteBuffer source, int sizeBytes) {
        if (source.remaining() < sizeBytes) {
            throw new CorruptDataException("lz4: the compressed bytes end at " + source.limit() + ", inside the frame");
        }
    }

    private static byte headerChecksum(ByteBuffer bytes, int offset, int sizeBytes) {
        return (byte) (checksum(bytes, offset, sizeBytes) >>> 8);
    }
}
