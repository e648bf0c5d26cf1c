/** The broker engine, embedded or alone. */
@org.jspecify.annotations.NullMarked
module io.odradek.broker {
    requires transitive io.odradek.spi;
    requires io.odradek.client;
    requires transitive io.odradek.controller;
    requires io.odradek.log;
    requires org.slf4j;
    requires static com.google.guice;
    requires static org.jspecify;

    exports io.odradek.broker;
    exports io.odradek.broker.view;
    exports io.odradek.broker.wiring;
}
