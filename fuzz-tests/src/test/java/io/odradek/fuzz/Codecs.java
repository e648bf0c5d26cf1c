package io.odradek.fuzz;

import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.PluginContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** All codecs that there are. */
final class Codecs {
    static final List<CompressionCodec> ALL = ServiceLoader.load(CompressionCodecProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparingInt(CompressionCodecProvider::id))
            .map(provider -> provider.create(PluginContext.of(Map.of())))
            .toList();

    static final CodecLookup LOOKUP = CodecLookup.of(ALL);

    private Codecs() {}
}
