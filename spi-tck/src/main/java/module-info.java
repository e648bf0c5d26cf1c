/** One abstract contract test per contract. */
@org.jspecify.annotations.NullMarked
module io.odradek.spi.tck {
    requires transitive io.odradek.spi;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires static org.jspecify;
}
