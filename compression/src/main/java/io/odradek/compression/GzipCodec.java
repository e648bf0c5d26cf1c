package io.odradek.compression;

import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The gzip file format (RFC 1952) around raw deflate. Thread-safe. */
final class GzipCodec implements CompressionCodec {
    /** Magic, deflate, no flags, no time, no extra flags, unknown operating system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int TRAILER_BYTES = 8;

    private final Pool<Deflater> deflaters;
    private final Pool<Inflater> inflaters;

    GzipCodec(int level) {
        deflaters = new Pool<>(() -> new Deflater(level, true), Deflater::end);
        inflaters = new Pool<>(() -> new Inflater(true), Inflater::end);
    }

    @Override
    public byte id() {
        return GzipCodecProvider.ID;
    }

    @Override
    public int compressedSizeBytesMax(int sizeBytes) {
        // Fixed Huffman codes spend at most 9 bits on a byte, which is the worst that any build of zlib does; stored blocks cost less.
        return Math.toIntExact(sizeBytes + (sizeBytes >>> 3) + 64L);
    }

    @Override
    public void compress(ByteBuffer source, ByteBuffer target) {
        Room.require(this, source, target);
        CRC32 crc = new CRC32();
        crc.update(source.duplicate());
        int sizeBytes = source.remaining();
        target.put(HEADER);
        Deflater deflater = deflaters.take();
        try {
            deflater.setInput(source);
            deflater.finish();
            while (!deflater.finished()) {
                if (deflater.deflate(target) == 0 && !deflater.finished()) {
                    throw new IllegalStateException("zlib needs more room than " + compressedSizeBytesMax(sizeBytes) + " bytes for " + sizeBytes);
                }
            }
        } finally {
            deflater.reset();
            deflaters.giveBack(deflater);
        }
        putLittleEndian(target, (int) crc.getValue());
        putLittleEndian(target, sizeBytes);
    }

    private static void putLittleEndian(ByteBuffer target, int value) {
        target.put((byte) value).put((byte) (value >>> 8)).put((byte) (value >>> 16)).put((byte) (value >>> 24));
    }

    @Override
    public Decompression decompress(ByteBuffer source) {
        return new GzipDecompression(source.slice().order(ByteOrder.LITTLE_ENDIAN), inflaters);
    }

    @Override
    public void close() {
        deflaters.close();
        inflaters.close();
    }

    /** The bytes of a header without options; with the trailer, what every member has at least. */
    static int memberBytesMin() {
        return HEADER.length + TRAILER_BYTES;
    }
}
