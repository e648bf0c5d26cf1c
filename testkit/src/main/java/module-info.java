/** The seeded world: producers, a broker, faults, and the judge of what they did. */
@org.jspecify.annotations.NullMarked
module io.odradek.testkit {
    requires transitive io.odradek.inmemory;
    requires transitive io.odradek.producer;
    requires transitive io.odradek.broker;
    requires transitive io.odradek.client;
    requires io.odradek.controller;
    requires static org.jspecify;

    exports io.odradek.testkit;
    exports io.odradek.testkit.cluster;
    exports io.odradek.testkit.history;
    exports io.odradek.testkit.judge;
    exports io.odradek.testkit.world;
}
