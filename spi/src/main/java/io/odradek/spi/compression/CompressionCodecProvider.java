package io.odradek.spi.compression;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginProvider;
import java.util.Optional;

/**
 * Creates a {@link CompressionCodec}.
 *
 * <p>Thread-safe.
 */
public interface CompressionCodecProvider extends PluginProvider {
    /** The level of this contract. */
    int LEVEL = 1;

    /** The codec's number in a batch's attributes, known without creating it. */
    byte id();

    /** Why the codec cannot be created here and what to add, when a library that it needs is absent; else empty. */
    Optional<String> unavailable();

    /** The codec. */
    CompressionCodec create(PluginContext context);
}
