/** The codecs gzip, snappy, lz4 and zstd. */
@org.jspecify.annotations.NullMarked
module io.odradek.compression {
    requires io.odradek.spi;
    requires static org.jspecify;
}
