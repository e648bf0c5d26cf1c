package io.odradek.compression;

import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.tck.compression.CompressionCodecContract;

class Lz4CodecTest extends CompressionCodecContract {
    @Override
    protected CompressionCodecProvider provider() {
        return new Lz4CodecProvider();
    }
}
