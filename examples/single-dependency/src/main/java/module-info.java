/** A program that knows of the producer alone. */
module org.example.odradek.single {
    requires io.odradek.producer;
}
