/** Talking to brokers: connections, versions, metadata; a reader and an admin above them. */
@org.jspecify.annotations.NullMarked
module io.odradek.client {
    requires transitive io.odradek.protocol;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.odradek.client;
    exports io.odradek.client.admin;
    exports io.odradek.client.reader;
}
