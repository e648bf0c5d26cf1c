package io.odradek.producer;

import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.PluginContext;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A codec that copies, and throws when it is to read. */
final class WriteOnlyCodec implements CompressionCodecProvider {
    boolean closed;

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public String name() {
        return "write-only";
    }

    @Override
    public byte id() {
        return 1;
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public CompressionCodec create(PluginContext context) {
        return new CompressionCodec() {
            @Override
            public byte id() {
                return 1;
            }

            @Override
            public int compressedSizeBytesMax(int sizeBytes) {
                return sizeBytes;
            }

            @Override
            public void compress(ByteBuffer source, ByteBuffer target) {
                target.put(source);
            }

            @Override
            public Decompression decompress(ByteBuffer source) {
                throw new IllegalStateException("it cannot read");
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}
