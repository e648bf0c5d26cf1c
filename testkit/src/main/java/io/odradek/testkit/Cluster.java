package io.odradek.testkit;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.client.reader.ReadRecord;
import io.odradek.inmemory.quorum.SharedQuorum;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.transport.InProcessProvider;
import io.odradek.producer.ProducerConfig;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.runtime.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * Several brokers of one cluster in this process, that keep everything in memory and are gone when it is closed. They run the same
 * controller and the same replication as brokers on machines of their own; only the quorum by which they agree is one in memory.
 *
 * <p>Thread-safe. Brokers have the ids 101, 102 and so on. Topics get a replica on up to three brokers.
 *
 * <pre>{@code
 * try (Cluster cluster = Cluster.start(3)) {
 *     properties.put("bootstrap.servers", cluster.bootstrapServers());   // of any Kafka client
 *     ...
 *     cluster.kill(101);
 *     ...
 *     cluster.restart(101);
 * }
 * }</pre>
 */
public final class Cluster implements AutoCloseable {
    /** The id of the first broker. */
    public static final int FIRST_ID = 101;

    private static final int REPLICA_COUNT_MAX = 3;
    private static final String ON_SOCKETS = "netty";
    private static final String IN_PROCESS = "in-process";

    private final PluginRegistry plugins;
    private final String transport;
    private final SortedMap<Integer, ClusterNode> nodes;

    private Cluster(PluginRegistry plugins, String transport, SortedMap<Integer, ClusterNode> nodes) {
        this.plugins = plugins;
        this.transport = transport;
        this.nodes = nodes;
    }

    /** So many brokers on free ports of the loopback interface, for every Kafka client. */
    public static Cluster start(int brokerCount) {
        return start(brokerCount, Map.of());
    }

    /**
     * So many brokers on free ports with settings of one's own, {@code min.insync.replicas} for example.
     *
     * @throws io.odradek.api.ConfigException when a value cannot be used; the message names the key
     */
    public static Cluster start(int brokerCount, Map<String, String> settings) {
        return start(brokerCount, ON_SOCKETS, settings);
    }

    /** So many brokers without sockets, which producers made of {@link #producerConfig} reach, and nobody else. */
    public static Cluster inProcess(int brokerCount) {
        return start(brokerCount, IN_PROCESS, Map.of());
    }

    /** So many brokers without sockets, with settings of one's own; as {@link #start(int, Map)}. */
    public static Cluster inProcess(int brokerCount, Map<String, String> settings) {
        return start(brokerCount, IN_PROCESS, settings);
    }

    private static Cluster start(int brokerCount, String transport, Map<String, String> settings) {
        if (brokerCount < 1) {
            throw new IllegalArgumentException("a cluster has at least one broker, not " + brokerCount);
        }
        MemoryLogStorageProvider disks = new MemoryLogStorageProvider();
        PluginRegistry plugins = PluginRegistry.discover().with(new InProcessProvider(), disks);
        SharedQuorum quorum = new SharedQuorum();
        Map<String, String> shared = shared(brokerCount, transport);
        shared.putAll(settings);
        SortedMap<Integer, ClusterNode> nodes = new TreeMap<>();
        for (int id = FIRST_ID; id < FIRST_ID + brokerCount; id++) {
            nodes.put(id, new ClusterNode(id, shared, plugins, disks, quorum));
        }
        Cluster cluster = new Cluster(plugins, transport, nodes);
        try {
            cluster.startAll();
        } catch (RuntimeException failed) {
            cluster.close();
            throw failed;
        }
        return cluster;
    }

    private static Map<String, String> shared(int brokerCount, String transport) {
        int replicaCount = Math.min(brokerCount, REPLICA_COUNT_MAX);
        List<String> voters = new ArrayList<>();
        for (int id = FIRST_ID; id < FIRST_ID + brokerCount; id++) {
            voters.add(id + "@in-memory:" + id);
        }
        Map<String, String> shared = new TreeMap<>();
        shared.put("storage", "memory");
        shared.put("transport", transport);
        shared.put("controller.quorum.voters", String.join(",", voters));
        shared.put("default.replication.factor", Integer.toString(replicaCount));
        shared.put("min.insync.replicas", Integer.toString(Math.max(1, replicaCount - 1)));
        shared.put("broker.session.timeout.ms", "2000");
        shared.put("broker.heartbeat.interval.ms", "200");
        shared.put("num.network.threads", "1");
        return shared;
    }

    /** Beside each other: each waits for a majority. */
    private void startAll() {
        try (Workers threads = Workers.threads("odradek-test-cluster", nodes.size())) {
            List<CompletableFuture<Void>> starts = new ArrayList<>();
            for (ClusterNode node : nodes.values()) {
                starts.add(threads.submit(
                        () -> {
                            node.start();
                            return null;
                        },
                        Runnable::run));
            }
            CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof OdradekException known
                    ? known
                    : new OdradekException(ErrorCode.UNKNOWN_SERVER_ERROR, "The cluster did not start", failed.getCause());
        }
    }

    /** The brokers' ids. */
    public List<Integer> brokerIds() {
        return List.copyOf(nodes.keySet());
    }

    /** Where clients connect: {@code host:port} of every broker, whether it runs or not. */
    public String bootstrapServers() {
        return nodes.values().stream().map(ClusterNode::address).collect(Collectors.joining(","));
    }

    /** The beginning of a configuration for producers that write to this cluster. */
    public ProducerConfig.Builder producerConfig() {
        return ProducerConfig.builder()
                .plugins(plugins)
                .set("transport", transport)
                .bootstrapServers(bootstrapServers());
    }

    /** Stops a broker in good order: others lead what it led before this returns. Nothing happens when it does not run. */
    public void stop(int brokerId) {
        node(brokerId).stop();
    }

    /** A broker dies as a process does that is killed: its connections break, and what it had written stays. */
    public void kill(int brokerId) {
        node(brokerId).kill();
    }

    /** Starts a broker again that was stopped or killed, at its address; it has what it had. */
    public void restart(int brokerId) {
        node(brokerId).start();
    }

    private ClusterNode node(int brokerId) {
        ClusterNode node = nodes.get(brokerId);
        if (node == null) {
            throw new IllegalArgumentException("there is no broker " + brokerId + ", only " + nodes.keySet());
        }
        return node;
    }

    /**
     * Everything that readers are shown of a topic now, by partition and offset; nothing when there is no such topic.
     *
     * @throws io.odradek.api.OdradekException when it cannot be read within half a minute
     */
    public List<ReadRecord> records(String topic) {
        String running = nodes.values().stream()
                .filter(ClusterNode::runs)
                .map(ClusterNode::address)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no broker of the cluster runs"));
        return new TopicLook(plugins, transport, running).records(topic);
    }

    /** Stops all brokers; what they kept is gone. Idempotent. */
    @Override
    public void close() {
        nodes.values().forEach(ClusterNode::stop);
    }
}
