/** One abstract contract test per contract. */
@org.jspecify.annotations.NullMarked
module io.odradek.spi.tck {
    requires transitive io.odradek.spi;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires java.management;
    requires jdk.management;
    requires static org.jspecify;

    exports io.odradek.spi.tck;
    exports io.odradek.spi.tck.ack;
    exports io.odradek.spi.tck.compression;
    exports io.odradek.spi.tck.partitioner;
    exports io.odradek.spi.tck.plugin;
    exports io.odradek.spi.tck.quorum;
    exports io.odradek.spi.tck.retry;
    exports io.odradek.spi.tck.storage;
    exports io.odradek.spi.tck.transport;
}
