/** The codecs gzip, snappy, lz4 and zstd. */
@org.jspecify.annotations.NullMarked
module io.odradek.compression {
    requires io.odradek.spi;
    requires org.lz4.java;
    requires static com.github.luben.zstd_jni;
    requires static org.jspecify;
    requires static org.xerial.snappy;

    provides io.odradek.spi.compression.CompressionCodecProvider with
            io.odradek.compression.GzipCodecProvider,
            io.odradek.compression.Lz4CodecProvider,
            io.odradek.compression.SnappyCodecProvider,
            io.odradek.compression.ZstdCodecProvider;
}
