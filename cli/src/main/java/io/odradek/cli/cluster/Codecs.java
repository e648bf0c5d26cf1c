package io.odradek.cli.cluster;

import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.FoundPlugin;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The codecs that can be had here. Thread-safe. */
final class Codecs {
    private Codecs() {}

    static CodecLookup all() {
        List<CompressionCodec> codecs = new ArrayList<>();
        for (FoundPlugin<CompressionCodecProvider> found : PluginRegistry.discover().found(Contract.COMPRESSION_CODEC)) {
            if (found.provider().unavailable().isEmpty()) {
                codecs.add(found.provider().create(PluginContext.of(Map.of())));
            }
        }
        return CodecLookup.of(codecs);
    }
}
