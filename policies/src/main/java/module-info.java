/** The built-in acknowledgement and retry policies. */
@org.jspecify.annotations.NullMarked
module io.odradek.policies {
    requires io.odradek.spi;
    requires static org.jspecify;
}
