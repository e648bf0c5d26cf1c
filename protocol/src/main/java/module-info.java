/** Kafka's messages and record batches, on ByteBuffer only: no network, no files, no threads, no clock. */
@org.jspecify.annotations.NullMarked
module io.odradek.protocol {
    requires transitive io.odradek.api;
    requires transitive io.odradek.spi;
    requires static org.jspecify;

    exports io.odradek.protocol.message;
    exports io.odradek.protocol.record;
    exports io.odradek.protocol.wire;
}
