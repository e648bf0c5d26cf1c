/** The cluster as a deterministic state machine over a committed log of commands. */
@org.jspecify.annotations.NullMarked
module io.odradek.controller {
    requires transitive io.odradek.protocol;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.odradek.controller;
    exports io.odradek.controller.command;
    exports io.odradek.controller.image;
}
