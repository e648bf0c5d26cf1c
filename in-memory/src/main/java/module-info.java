/** In-process transport, crash-modelling memory storage and virtual time. */
@org.jspecify.annotations.NullMarked
module io.odradek.inmemory {
    requires transitive io.odradek.spi;
    requires static org.jspecify;
}
