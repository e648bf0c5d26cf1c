package io.odradek.compression;

import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodec.Decompression;
import io.odradek.spi.runtime.RandomSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Compresses and decompresses whole arrays. */
final class CodecBytes {
    private CodecBytes() {}

    static byte[] compress(CompressionCodec codec, byte[] plain) {
        ByteBuffer target = ByteBuffer.allocate(codec.compressedSizeBytesMax(plain.length));
        codec.compress(ByteBuffer.wrap(plain), target);
        return Arrays.copyOf(target.array(), target.position());
    }

    static byte[] decompress(CompressionCodec codec, byte[] compressed) {
        return decompress(codec, compressed, 10_000);
    }

    static byte[] decompress(CompressionCodec codec, byte[] compressed, int pieceBytes) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(pieceBytes);
        try (Decompression decompression = codec.decompress(ByteBuffer.wrap(compressed))) {
            while (decompression.read(piece) >= 0) {
                plain.write(piece.array(), 0, piece.position());
                piece.clear();
            }
        }
        return plain.toByteArray();
    }

    /** Bytes as records have them: half words, half noise. */
    static byte[] sample(int sizeBytes, RandomSource random) {
        byte[] words = "Mourning dove,Colorado,2013,None,".getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[sizeBytes];
        for (int at = 0; at < sizeBytes; at++) {
            boolean noise = (at / 1000) % 2 == 1;
            bytes[at] = noise ? (byte) random.nextLong() : words[(at + at / 4096) % words.length];
        }
        return bytes;
    }
}
