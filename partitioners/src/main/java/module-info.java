/** The built-in partitioners. */
@org.jspecify.annotations.NullMarked
module io.odradek.partitioners {
    requires io.odradek.spi;
    requires static org.jspecify;
}
