package io.odradek.spi.plugin;

import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.retry.RetryPolicyProvider;
import io.odradek.spi.storage.LogStorageProvider;
import io.odradek.spi.transport.TransportProvider;
import java.util.List;

/**
 * A contract that plug-ins implement: its name for people, the key that chooses a plug-in, and the type of its providers.
 *
 * <p>Immutable.
 *
 * @param name the contract's name, as its interface is called
 * @param settingKey the configuration key that names the plug-in
 * @param unset the name of the plug-in that is used when the key is not set
 * @param providerType what {@link java.util.ServiceLoader} looks for
 * @param level the level this version of the framework calls; a provider of another level is refused
 * @param artifacts the artifacts that carry the built-in plug-ins, for the error that helps
 * @param <P> the type of its providers
 */
public record Contract<P extends PluginProvider>(
        String name, String settingKey, String unset, Class<P> providerType, int level, List<String> artifacts) {
    /** Which partition a record goes to. */
    public static final Contract<PartitionerProvider> PARTITIONER = new Contract<>(
            "Partitioner", "partitioner", "default", PartitionerProvider.class, PartitionerProvider.LEVEL, List.of("odradek-partitioners"));
    /** What counts as acknowledged. */
    public static final Contract<AckPolicyProvider> ACK_POLICY = new Contract<>(
            "AckPolicy", "ack.policy", "leader", AckPolicyProvider.class, AckPolicyProvider.LEVEL, List.of("odradek-policies"));
    /** When to try again. */
    public static final Contract<RetryPolicyProvider> RETRY_POLICY = new Contract<>(
            "RetryPolicy", "retry.policy", "exponential", RetryPolicyProvider.class, RetryPolicyProvider.LEVEL, List.of("odradek-policies"));
    /** Where logs are kept. */
    public static final Contract<LogStorageProvider> LOG_STORAGE = new Contract<>(
            "LogStorage",
            "storage",
            "mmap",
            LogStorageProvider.class,
            LogStorageProvider.LEVEL,
            List.of("odradek-storage-mmap", "odradek-in-memory"));
    /** How frames travel. */
    public static final Contract<TransportProvider> TRANSPORT = new Contract<>(
            "Transport",
            "transport",
            "netty",
            TransportProvider.class,
            TransportProvider.LEVEL,
            List.of("odradek-transport-netty", "odradek-in-memory"));
    /** How batches are compressed. */
    public static final Contract<CompressionCodecProvider> COMPRESSION_CODEC = new Contract<>(
            "CompressionCodec",
            "compression.type",
            "none",
            CompressionCodecProvider.class,
            CompressionCodecProvider.LEVEL,
            List.of("odradek-compression"));
    /** How the members of a cluster agree. */
    public static final Contract<MetadataQuorumProvider> METADATA_QUORUM = new Contract<>(
            "MetadataQuorum",
            "metadata.quorum",
            "local",
            MetadataQuorumProvider.class,
            MetadataQuorumProvider.LEVEL,
            List.of("odradek-quorum-local", "odradek-quorum-ratis", "odradek-in-memory"));

    /** Copies the artifacts. */
    public Contract {
        artifacts = List.copyOf(artifacts);
    }

    /** Every contract, in the order in which they are shown. */
    public static List<Contract<?>> all() {
        return List.of(PARTITIONER, ACK_POLICY, RETRY_POLICY, LOG_STORAGE, TRANSPORT, METADATA_QUORUM, COMPRESSION_CODEC);
    }
}
