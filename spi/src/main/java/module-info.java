/**
 * The contracts that plug-ins implement, and the registry that finds their providers.
 *
 * <p>The five at the heart are Partitioner, AckPolicy, RetryPolicy, LogStorage and Transport. MetadataQuorum joins with the cluster;
 * compression codecs are a smaller one of the same kind.
 */
@org.jspecify.annotations.NullMarked
module io.odradek.spi {
    requires transitive io.odradek.api;
    requires static transitive org.jspecify;

    exports io.odradek.spi.ack;
    exports io.odradek.spi.compression;
    exports io.odradek.spi.partitioner;
    exports io.odradek.spi.plugin;
    exports io.odradek.spi.quorum;
    exports io.odradek.spi.retry;
    exports io.odradek.spi.runtime;
    exports io.odradek.spi.storage;
    exports io.odradek.spi.transport;

    uses io.odradek.spi.ack.AckPolicyProvider;
    uses io.odradek.spi.compression.CompressionCodecProvider;
    uses io.odradek.spi.partitioner.PartitionerProvider;
    uses io.odradek.spi.quorum.MetadataQuorumProvider;
    uses io.odradek.spi.retry.RetryPolicyProvider;
    uses io.odradek.spi.storage.LogStorageProvider;
    uses io.odradek.spi.transport.TransportProvider;
}
