/** The built-in partitioners. */
@org.jspecify.annotations.NullMarked
module io.odradek.partitioners {
    requires io.odradek.spi;
    requires static org.jspecify;

    provides io.odradek.spi.partitioner.PartitionerProvider with
            io.odradek.partitioners.Crc32PartitionerProvider,
            io.odradek.partitioners.DefaultPartitionerProvider,
            io.odradek.partitioners.Fnv1aPartitionerProvider,
            io.odradek.partitioners.Murmur2PartitionerProvider,
            io.odradek.partitioners.RandomPartitionerProvider,
            io.odradek.partitioners.RoundRobinPartitionerProvider,
            io.odradek.partitioners.StickyPartitionerProvider,
            io.odradek.partitioners.UniformStickyPartitionerProvider;
}
