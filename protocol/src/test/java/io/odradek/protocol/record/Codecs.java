package io.odradek.protocol.record;

import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.PluginContext;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The codecs of the compression module. */
final class Codecs {

    static final List<CompressionCodec> ALL = ServiceLoader.load(CompressionCodecProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparingInt(CompressionCodecProvider::id))
            .map(provider -> provider.create(PluginContext.of(Map.of())))
            .toList();

    static final CodecLookup LOOKUP = CodecLookup.of(ALL);

    private Codecs() {}

    /** A batch under this codec, 0 for none, in direct memory. */
    static RecordBatch seal(RecordBatchWriter writer, int codecId) {
        if (codecId == 0) {
            return new RecordBatch().wrap(writer.seal(), 0);
        }
        CompressionCodec codec = LOOKUP.codec((byte) codecId);
        return new RecordBatch().wrap(writer.seal(codec, ByteBuffer.allocateDirect(writer.sealedSizeBytesMax(codec))), 0);
    }
}
