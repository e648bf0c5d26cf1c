/** A partition's log over any LogStorage. */
@org.jspecify.annotations.NullMarked
module io.odradek.log {
    requires transitive io.odradek.protocol;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.odradek.log;
    exports io.odradek.log.checkpoint;
    exports io.odradek.log.directory;
}
