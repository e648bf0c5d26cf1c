package io.odradek.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.Awaitility;

/** Three Apache Kafka nodes (KRaft, each broker and controller), each in a JVM of its own, on loopback. Nodes have the ids 1 to 3. */
final class ApacheKafkaCluster implements AutoCloseable {
    private static final int NODE_COUNT = 3;
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private final Path folder;
    private final List<Integer> ports = new ArrayList<>();
    private final List<JavaProcess> processes = new ArrayList<>();

    private ApacheKafkaCluster(Path folder) {
        this.folder = folder;
    }

    /** Formats data directories below {@code folder} and starts; a broker that says nothing for three seconds is taken for dead. */
    static ApacheKafkaCluster start(Path folder) throws IOException, InterruptedException {
        ApacheKafkaCluster cluster = new ApacheKafkaCluster(folder);
        List<Integer> controllers = new ArrayList<>();
        for (int i = 0; i < NODE_COUNT; i++) {
            cluster.ports.add(freePort());
            controllers.add(freePort());
        }
        for (int node = 1; node <= NODE_COUNT; node++) {
            Path own = Files.createDirectories(cluster.folder(node));
            Files.writeString(own.resolve("server.properties"), cluster.settings(node, controllers));
            JavaProcess.start(own, "format", RuntimeClassPath.KAFKA_BROKER.text(), List.of("-Xmx256m"), List.of(
                            "kafka.tools.StorageTool", "format", "-t", "AAAAAAAAAAAAAAAAAAAAAQ", "-c", own.resolve("server.properties").toString()))
                    .outputOfSuccess(Duration.ofSeconds(60));
        }
        for (int node = 1; node <= NODE_COUNT; node++) {
            cluster.processes.add(cluster.launch(node));
        }
        return cluster;
    }

    private Path folder(int node) {
        return folder.resolve("node-" + node);
    }

    private String settings(int node, List<Integer> controllers) {
        String voters = IntStream.rangeClosed(1, NODE_COUNT)
                .mapToObj(each -> each + "@127.0.0.1:" + controllers.get(each - 1))
                .collect(Collectors.joining(","));
        return """
                process.roles=broker,controller
                node.id=%1$d
                controller.quorum.voters=%2$s
                listeners=PLAINTEXT://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%4$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%3$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%5$s
                min.insync.replicas=2
                broker.heartbeat.interval.ms=500
                broker.session.timeout.ms=3000
                replica.lag.time.max.ms=5000
                log.segment.bytes=67108864
                """
                .formatted(node, voters, ports.get(node - 1), controllers.get(node - 1), folder(node).resolve("data"));
    }

    private JavaProcess launch(int node) throws IOException {
        return JavaProcess.start(
                folder(node),
                "broker",
                RuntimeClassPath.KAFKA_BROKER.text(),
                List.of("-Xmx512m"),
                List.of("kafka.Kafka", folder(node).resolve("server.properties").toString()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** Creates a topic of which every node has a replica, and waits until all are in sync. */
    void createTopic(String name, int partitionCount) {
        try (Admin admin = admin()) {
            Awaitility.await()
                    .atMost(READY_WITHIN)
                    .ignoreExceptions()
                    .until(() -> admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).size() == NODE_COUNT);
            admin.createTopics(List.of(new NewTopic(name, partitionCount, (short) NODE_COUNT))).all().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | java.util.concurrent.TimeoutException failed) {
            throw new AssertionError("topic " + name + " could not be created", failed);
        }
        awaitInSync(name);
    }

    /** Waits until every replica of a topic is in sync. */
    void awaitInSync(String topic) {
        try (Admin admin = admin()) {
            Awaitility.await()
                    .atMost(READY_WITHIN)
                    .ignoreExceptions()
                    .until(() -> describe(admin, topic).partitions().stream().allMatch(each -> each.isr().size() == NODE_COUNT));
        }
    }

    /** Who leads a partition. */
    int leader(String topic, int partition) throws Exception {
        try (Admin admin = admin()) {
            TopicPartitionInfo info = describe(admin, topic).partitions().get(partition);
            return info.leader().id();
        }
    }

    private static TopicDescription describe(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic)).allTopicNames().get(10, TimeUnit.SECONDS).get(topic);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** SIGKILL. */
    void kill(int node) throws InterruptedException {
        processes.get(node - 1).kill();
    }

    /** A start on the same data and port. */
    void restart(int node) throws IOException {
        processes.set(node - 1, launch(node));
    }

    /** SIGSTOP: sockets stay open, and nobody answers. */
    void stop(int node) throws IOException, InterruptedException {
        processes.get(node - 1).signal("STOP");
    }

    /** SIGCONT. */
    void resume(int node) throws IOException, InterruptedException {
        processes.get(node - 1).signal("CONT");
    }

    @Override
    public void close() {
        processes.forEach(JavaProcess::close);
    }
}
