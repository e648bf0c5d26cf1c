/** The producer engine. */
@org.jspecify.annotations.NullMarked
module io.odradek.producer {
    requires transitive io.odradek.api;
    requires transitive io.odradek.spi;
    requires io.odradek.client;
    requires org.jctools.core.jdk11;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.odradek.producer;
}
