package io.odradek.testkit;

import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.broker.BrokerParts;
import io.odradek.broker.BrokerPlugins;
import io.odradek.inmemory.quorum.SharedQuorum;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.Transport;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One broker of a {@link Cluster}, which may run or not. Thread-safe. */
final class ClusterNode {
    private final int id;
    private final Map<String, String> settings;
    private final PluginRegistry plugins;
    private final MemoryLogStorageProvider disks;
    private final SharedQuorum quorum;
    private final Path directory;
    private String address = "127.0.0.1:0";
    private @Nullable Running running;

    /** A process that runs. */
    private record Running(Broker broker, Transport transport, Workers workers) {}

    ClusterNode(
            int id, Map<String, String> shared, PluginRegistry plugins, MemoryLogStorageProvider disks, SharedQuorum quorum) {
        this.id = id;
        this.plugins = plugins;
        this.disks = disks;
        this.quorum = quorum;
        this.directory = Path.of("cluster-node-" + id);
        this.settings = new TreeMap<>(shared);
        settings.put("node.id", Integer.toString(id));
    }

    int id() {
        return id;
    }

    synchronized String address() {
        return address;
    }

    synchronized boolean runs() {
        return running != null;
    }

    /** Starts it where it was before; nothing happens when it runs. */
    synchronized void start() {
        if (running != null) {
            return;
        }
        BrokerConfig.Builder builder = BrokerConfig.builder().plugins(plugins);
        settings.forEach(builder::set);
        BrokerConfig config = builder.listen(address).build();
        BrokerPlugins made = new BrokerPlugins(config);
        Workers workers = made.workers();
        Transport transport = made.transport(workers);
        LogStorage storage = made.storage(directory, workers);
        QuorumHost host = new QuorumHost(transport.eventLoops().get(0), workers, storage, directory);
        BrokerParts parts = new BrokerParts(
                transport,
                storage,
                quorum.member(config.quorumSettings(), host),
                RandomSource.system(),
                made.ackPolicies(),
                made.codecs());
        Broker broker = Broker.start(config, parts, workers);
        address = broker.bootstrapServers();
        running = new Running(broker, transport, workers);
    }

    synchronized void stop() {
        if (running != null) {
            running.broker.close();
            running = null;
        }
    }

    /** Nothing of it runs any more when this returns. */
    synchronized void kill() {
        if (running != null) {
            quorum.kill(id);
            running.transport.close();
            running.workers.close();
            disks.disk(directory).crashProcess();
            running = null;
        }
    }
}
