package io.odradek.compression;

import io.odradek.api.PluginException;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.PluginContext;
import java.util.Optional;

/**
 * {@code snappy}: raw Snappy blocks of 32 KiB in the framing of snappy-java, as Kafka's client writes it; a single block without
 * framing, as librdkafka writes it, is read too. Needs {@code org.xerial.snappy:snappy-java}. It has no level.
 *
 * <p>Thread-safe.
 */
public final class SnappyCodecProvider implements CompressionCodecProvider {
    static final byte ID = 2;

    /** For {@link java.util.ServiceLoader}. */
    public SnappyCodecProvider() {}

    @Override
    public String name() {
        return "snappy";
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
        return OptionalLibrary.SNAPPY.unavailable(SnappyCodecProvider.class.getClassLoader());
    }

    @Override
    public CompressionCodec create(PluginContext context) {
        unavailable().ifPresent(reason -> {
            throw new PluginException(reason);
        });
        return new SnappyCodec();
    }
}
