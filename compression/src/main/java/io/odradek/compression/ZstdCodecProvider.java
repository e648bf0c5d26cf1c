package io.odradek.compression;

import io.odradek.api.PluginException;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.PluginContext;
import java.util.Optional;

/**
 * {@code zstd}: Zstandard frames (RFC 8878), read with windows up to 8 MiB. Needs {@code com.github.luben:zstd-jni}. Level:
 * {@code compression.zstd.level}, −131072 to 22.
 *
 * <p>Thread-safe.
 */
public final class ZstdCodecProvider implements CompressionCodecProvider {
    static final byte ID = 4;

    /** For {@link java.util.ServiceLoader}. */
    public ZstdCodecProvider() {}

    @Override
    public String name() {
        return "zstd";
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
        return OptionalLibrary.ZSTD.unavailable(ZstdCodecProvider.class.getClassLoader());
    }

    @Override
    public CompressionCodec create(PluginContext context) {
        int level = CompressionLevel.ZSTD.read(context);
        unavailable().ifPresent(reason -> {
            throw new PluginException(reason);
        });
        return new ZstdCodec(level);
    }
}
