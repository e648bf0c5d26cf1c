/** Kafka's messages and record batches, on ByteBuffer only. */
@org.jspecify.annotations.NullMarked
module io.odradek.protocol {
    requires transitive io.odradek.spi;
    requires static org.jspecify;
}
