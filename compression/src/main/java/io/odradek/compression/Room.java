package io.odradek.compression;

import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;

/** Checks what the caller of {@code compress} promised. */
final class Room {
    private Room() {}

    /** Throws when {@code target} may be too small for what {@code source} becomes. */
    static void require(CompressionCodec codec, ByteBuffer source, ByteBuffer target) {
        int neededBytes = codec.compressedSizeBytesMax(source.remaining());
        if (target.remaining() < neededBytes) {
            throw new IllegalArgumentException("target has room for " + target.remaining() + " bytes, but " + source.remaining()
                    + " bytes may compress to " + neededBytes + ": give it compressedSizeBytesMax");
        }
    }
}
