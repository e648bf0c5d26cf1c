package io.odradek.compression;

import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.PluginContext;
import java.util.Optional;

/**
 * {@code lz4}: the LZ4 frame format, independent blocks of 64 KiB, by lz4-java. Level: {@code compression.lz4.level}, 1 to 17.
 *
 * <p>Thread-safe.
 */
public final class Lz4CodecProvider implements CompressionCodecProvider {
    static final byte ID = 3;

    /** For {@link java.util.ServiceLoader}. */
    public Lz4CodecProvider() {}

    @Override
    public String name() {
        return "lz4";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public byte id() {
        return ID;
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public CompressionCodec create(PluginContext context) {
        return new Lz4Codec(CompressionLevel.LZ4.read(context));
    }
}
