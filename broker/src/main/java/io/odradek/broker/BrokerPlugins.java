package io.odradek.broker;

import io.odradek.spi.ack.AckPolicies;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.LogStorageProvider;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes an engine's parts of the plug-ins that a configuration names.
 *
 * <p>Immutable. A name that is not found, and every other bad case, is a {@link io.odradek.api.PluginException} that helps.
 */
public final class BrokerPlugins {
    private static final int WORKER_COUNT_MAX = 4;

    private final BrokerConfig config;
    private final PluginContext context;

    /** Looks in the configuration's registry. */
    public BrokerPlugins(BrokerConfig config) {
        this.config = config;
        this.context = PluginContext.of(config.settings());
    }

    /** Threads for what blocks. */
    public Workers workers() {
        return Workers.threads("odradek-broker-" + config.nodeId() + "-worker", WORKER_COUNT_MAX);
    }

    /** A name for the directory of a storage that keeps nothing, which no other broker has. */
    public static Path directoryInMemory() {
        return Path.of("odradek-broker-" + RandomSource.system().nextUuid());
    }

    /** A running transport, with as many event loops as are configured. */
    public Transport transport(Workers workers) {
        TransportSettings settings = new TransportSettings("odradek-broker-" + config.nodeId(), config.eventLoopCount());
        return config.plugins().create(Contract.TRANSPORT, config.transport(), provider -> provider.create(context, settings, workers));
    }

    /** Whether the storage keeps bytes beyond the life of the process, and so needs a directory. */
    public boolean storageIsDurable() {
        return storageProvider().durable();
    }

    /** A storage for the directory, not opened yet. */
    public LogStorage storage(Path directory, Workers workers) {
        return config.plugins().create(Contract.LOG_STORAGE, config.storage(), provider -> provider.create(context, directory, workers));
    }

    /** A member of the quorum, not joined yet, for a broker of this storage, directory and transport. */
    public MetadataQuorum quorum(LogStorage storage, Path directory, Transport transport, Workers workers) {
        QuorumHost host = new QuorumHost(transport.eventLoops().get(0), workers, storage, directory);
        return config.plugins()
                .create(Contract.METADATA_QUORUM, config.quorum(), provider -> provider.create(context, config.quorumSettings(), host));
    }

    private LogStorageProvider storageProvider() {
        return config.plugins().provider(Contract.LOG_STORAGE, config.storage());
    }

    /** Every acknowledgement policy that is found, guarded. */
    public List<AckPolicy> ackPolicies() {
        return List.copyOf(AckPolicies.all(config.plugins(), context).byCode().values());
    }

    /** Every codec that is found and whose library is there. */
    public List<CompressionCodec> codecs() {
        return config.plugins().found(Contract.COMPRESSION_CODEC).stream()
                .filter(found -> found.provider().unavailable().isEmpty())
                .map(found -> PluginRegistry.create(found, provider -> provider.create(context)))
                .toList();
    }
}
