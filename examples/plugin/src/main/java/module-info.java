/** A plug-in as somebody outside writes it: it knows the contract and nothing else of Odradek. */
@org.jspecify.annotations.NullMarked
module org.example.odradek.bystate {
    requires io.odradek.spi;
    requires static org.jspecify;

    provides io.odradek.spi.partitioner.PartitionerProvider with
            org.example.odradek.bystate.ByStatePartitionerProvider;
}
