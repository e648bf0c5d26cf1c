package io.odradek.compression;

import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.PluginContext;
import java.util.Optional;

/**
 * {@code gzip}: RFC 1952, by the JDK. Level: {@code compression.gzip.level}, 1 to 9 or −1.
 *
 * <p>Thread-safe.
 */
public final class GzipCodecProvider implements CompressionCodecProvider {
    static final byte ID = 1;

    /** For {@link java.util.ServiceLoader}. */
    public GzipCodecProvider() {}

    @Override
    public String name() {
        return "gzip";
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
        return new GzipCodec(CompressionLevel.GZIP.read(context));
    }
}
