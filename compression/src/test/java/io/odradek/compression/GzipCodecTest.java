package io.odradek.compression;

import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.tck.compression.CompressionCodecContract;

class GzipCodecTest extends CompressionCodecContract {
    @Override
    protected CompressionCodecProvider provider() {
        return new GzipCodecProvider();
    }
}
