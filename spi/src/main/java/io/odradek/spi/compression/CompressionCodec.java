package io.odradek.spi.compression;

import java.nio.ByteBuffer;

/**
 * Compresses and decompresses the records of a batch, in the framing that Kafka uses for this codec.
 *
 * <p>Thread-safe.
 *
 * <ul>
 *   <li>C1 What {@link #compress} wrote, {@link #decompress} reads back, for every size from 0 bytes up.
 *   <li>C2 Compressed bytes never exceed {@link #compressedSizeBytesMax}.
 *   <li>C3 Buffers may be direct or on the heap, at any position; order and mark are left alone, bytes outside the limits untouched.
 *   <li>C4 Bytes that were not made by this codec, or were cut or changed, end in {@link io.odradek.api.CorruptDataException} or in
 *       other bytes; never in an endless loop, or in memory that grows with what the bytes claim.
 * </ul>
 */
public interface CompressionCodec extends AutoCloseable {
    /** The codec's number in a batch's attributes: 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
    byte id();

    /** The most bytes that {@code sizeBytes} can become. */
    int compressedSizeBytesMax(int sizeBytes);

    /** Consumes {@code source} and advances {@code target}, which has room for {@link #compressedSizeBytesMax}. */
    void compress(ByteBuffer source, ByteBuffer target);

    /** Starts to read compressed bytes; {@code source} must not change until the stream is closed. */
    Decompression decompress(ByteBuffer source);

    /** Called once when the engine closes, to give pooled native memory back. Idempotent. */
    @Override
    default void close() {}

    /** Decompressed bytes, pulled piece by piece so that memory stays bounded. Confined to one thread at a time. */
    interface Decompression extends AutoCloseable {
        /**
         * Fills {@code target} as far as it can and advances it.
         *
         * @return bytes written, at least 1 unless target is full already; −1 at the end
         * @throws io.odradek.api.CorruptDataException if the bytes are not of this codec
         */
        int read(ByteBuffer target);

        /** Gives pooled memory back. Idempotent. */
        @Override
        void close();
    }
}
