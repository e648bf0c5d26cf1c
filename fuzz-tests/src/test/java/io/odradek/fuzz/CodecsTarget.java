package io.odradek.fuzz;

import io.odradek.api.CorruptDataException;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;

/** Decompression. An input is a byte that chooses the codec, and compressed bytes; these are compressed, too, and must come back. */
final class CodecsTarget implements FuzzTarget {
    private static final int PLAIN_SIZE_BYTES_MAX = 1 << 20;
    private static final int PIECE_SIZE_BYTES = 4096;
    /** The largest window or block that a frame may ask for, and what stands around it. */
    private static final long ALLOCATED_BYTES_MAX = 20L << 20;

    /** An input for a codec. */
    static byte[] input(CompressionCodec codec, byte[] compressed) {
        return new InputWriter().int8(Codecs.ALL.indexOf(codec)).bytes(compressed).toBytes();
    }

    @Override
    public void read(byte[] input) {
        InputReader reader = new InputReader(input);
        CompressionCodec codec = Codecs.ALL.get(reader.int8() % Codecs.ALL.size());
        ByteBuffer bytes = reader.rest();
        try {
            Cost.within(ALLOCATED_BYTES_MAX, () -> decompress(codec, bytes.duplicate(), PLAIN_SIZE_BYTES_MAX));
        } catch (CorruptDataException named) {
            if (String.valueOf(named.getMessage()).isBlank()) {
                throw new AssertionError("the error says nothing", named);
            }
        }
        ByteBuffer compressed = ByteBuffer.allocate(codec.compressedSizeBytesMax(bytes.remaining()));
        codec.compress(bytes.duplicate(), compressed);
        ByteBuffer plain = decompress(codec, compressed.flip(), bytes.remaining() + 1);
        if (!plain.equals(bytes)) {
            throw new AssertionError("codec " + codec.id() + " gives other bytes back than it was given");
        }
    }

    /** As much as it gives, up to a size. */
    private static ByteBuffer decompress(CompressionCodec codec, ByteBuffer compressed, int sizeBytesMax) {
        ByteBuffer plain = ByteBuffer.allocate(sizeBytesMax + PIECE_SIZE_BYTES);
        try (CompressionCodec.Decompression stream = codec.decompress(compressed)) {
            int count = 0;
            while (count >= 0 && plain.position() < sizeBytesMax) {
                ByteBuffer piece = plain.slice(plain.position(), PIECE_SIZE_BYTES);
                count = stream.read(piece);
                if (count != (piece.position() == 0 ? -1 : piece.position())) {
                    throw new AssertionError("a read of " + PIECE_SIZE_BYTES + " bytes gave " + count + ", and moved by " + piece.position());
                }
                plain.position(plain.position() + Math.max(count, 0));
            }
        }
        return plain.flip();
    }
}
