package io.odradek.protocol.record;

import io.odradek.api.ErrorCode;
import io.odradek.spi.compression.CompressionCodec;
import java.util.Collection;

/**
 * Finds the codec of a compressed batch.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface CodecLookup {

    /**
     * The codec with this number, from 1 to 7.
     *
     * @throws io.odradek.api.OdradekException when there is none, with what to do about it
     */
    CompressionCodec codec(byte id);

    /** Finds the codec among these. */
    static CodecLookup of(Collection<CompressionCodec> codecs) {
        CompressionCodec[] byId = new CompressionCodec[BatchLayout.CODEC_MASK + 1];
        for (CompressionCodec codec : codecs) {
            byId[codec.id()] = codec;
        }
        return id -> {
            CompressionCodec codec = byId[id];
            if (codec == null) {
                throw new InvalidBatchException(
                        ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
                        "The batch is compressed with codec " + id + ", which is not available here");
            }
            return codec;
        };
    }
}
