package io.odradek.cli.cluster;

import io.odradek.api.Producer;
import io.odradek.client.BootstrapServers;
import io.odradek.client.ClientSettings;
import io.odradek.client.ClusterClient;
import io.odradek.client.admin.Admin;
import io.odradek.client.reader.PartitionReader;
import io.odradek.client.reader.ReadSettings;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, and the command's ways to it: administering, reading, producing.
 *
 * <p>Confined to the command's thread. Closing it ends the connections, and the broker if it is the command's own.
 */
public final class Cluster implements AutoCloseable {
    private static final int ADMIN_TIMEOUT_MS = 30_000;
    private static final String CLIENT_ID = "odradek-cli";
    private static final String TRANSPORT = "netty";

    private final String bootstrapServers;
    private final String place;
    private final @Nullable EmbeddedBroker broker;
    private final Workers workers;
    private final Transport transport;
    private final ClusterClient client;

    private Cluster(String bootstrapServers, String place, @Nullable EmbeddedBroker broker) {
        this.bootstrapServers = bootstrapServers;
        this.place = place;
        this.broker = broker;
        this.workers = Workers.threads("odradek-cli-worker", 1);
        this.transport = PluginRegistry.discover()
                .provider(Contract.TRANSPORT, TRANSPORT)
                .create(PluginContext.of(Map.of()), new TransportSettings("odradek-cli", 1), workers);
        this.client = new ClusterClient(
                transport,
                transport.eventLoops().get(0),
                ClientSettings.of(CLIENT_ID),
                BootstrapServers.parse(bootstrapServers),
                false);
    }

    /** A cluster that runs. Connects, so that an address that is of no use is told at once. */
    public static Cluster at(String bootstrapServers) {
        BootstrapServers.parse(bootstrapServers);
        return connected(new Cluster(bootstrapServers, "at " + bootstrapServers, null));
    }

    /** A broker of the command's own on a data directory, which is created when it does not exist. */
    public static Cluster embed(Path dataDir) {
        EmbeddedBroker broker = EmbeddedBroker.start(dataDir);
        return connected(new Cluster(broker.bootstrapServers(), "in " + dataDir, broker));
    }

    private static Cluster connected(Cluster cluster) {
        try {
            Outcome.of(cluster.client.connect());
            return cluster;
        } catch (RuntimeException unusable) {
            cluster.close();
            throw unusable;
        }
    }

    /** Where it is, as errors say: "at host:port" or "in directory". */
    public String place() {
        return place;
    }

    /** Creates, describes and deletes topics. */
    public Admin admin() {
        return new Admin(client, ADMIN_TIMEOUT_MS);
    }

    /** Reads partitions. */
    public PartitionReader reader() {
        return new PartitionReader(client, Codecs.all(), ReadSettings.standard());
    }

    /** Sends records; the caller closes it. */
    public Producer<byte[], byte[]> producer(Map<String, String> settings) {
        return ProducerAssembly.create(bootstrapServers, settings);
    }

    @Override
    public void close() {
        client.close();
        transport.close();
        workers.close();
        if (broker != null) {
            broker.close();
        }
    }
}
