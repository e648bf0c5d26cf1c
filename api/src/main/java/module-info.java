/** What an application imports: records, results, errors and the {@link io.odradek.api.Producer} itself. */
@org.jspecify.annotations.NullMarked
module io.odradek.api {
    requires static transitive org.jspecify;

    exports io.odradek.api;
}
