package io.odradek.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/** An Apache Kafka broker (KRaft, one node) in a JVM of its own, on loopback. */
final class ApacheKafka implements AutoCloseable {
    private static final int START_ATTEMPTS = 3;

    private final Path folder;
    private final int port;
    private JavaProcess process;

    private ApacheKafka(Path folder, int port, JavaProcess process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Formats a data directory below {@code folder} and starts; another pair of ports is tried when one was taken meanwhile. */
    static ApacheKafka start(Path folder) throws IOException, InterruptedException {
        return start(folder, "");
    }

    /** The same with more lines of configuration. */
    static ApacheKafka start(Path folder, String moreSettings) throws IOException, InterruptedException {
        AssertionError last = null;
        for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
            Path own = Files.createDirectories(folder.resolve("kafka-" + attempt));
            int port = freePort();
            Files.writeString(own.resolve("server.properties"), settings(own, port, freePort()) + moreSettings);
            JavaProcess.start(own, "format", RuntimeClassPath.KAFKA_BROKER.text(), List.of("-Xmx256m"), List.of(
                            "kafka.tools.StorageTool", "format", "-t", "AAAAAAAAAAAAAAAAAAAAAQ", "-c", own.resolve("server.properties").toString()))
                    .outputOfSuccess(Duration.ofSeconds(60));
            ApacheKafka kafka = new ApacheKafka(own, port, launch(own));
            try {
                kafka.awaitReady();
                return kafka;
            } catch (AssertionError failed) {
                kafka.close();
                last = failed;
            }
        }
        throw last;
    }

    private static String settings(Path folder, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                num.partitions=3
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.segment.bytes=67108864
                """
                .formatted(port, controllerPort, folder.resolve("data"));
    }

    private static JavaProcess launch(Path folder) throws IOException {
        return JavaProcess.start(
                folder,
                "broker",
                RuntimeClassPath.KAFKA_BROKER.text(),
                List.of("-Xmx512m"),
                List.of("kafka.Kafka", folder.resolve("server.properties").toString()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Creates a topic, as an administrator would. */
    void createTopic(String name, int partitionCount) throws Exception {
        try (Admin admin = admin()) {
            createTopic(admin, name, partitionCount);
        }
    }

    static void createTopic(Admin admin, String name, int partitionCount) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitionCount, (short) 1))).all().get(60, TimeUnit.SECONDS);
    }

    /** Kafka's own admin client; the caller closes it. */
    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    Path dataFolder() {
        return folder.resolve("data");
    }

    private void awaitReady() throws IOException {
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100)).until(() -> {
                if (!process.isAlive()) {
                    throw new IOException("Apache Kafka ended while starting");
                }
                return accepts();
            });
        } catch (RuntimeException notReady) {
            throw new AssertionError("Apache Kafka on port " + port + " did not get ready; " + process.said(), notReady);
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** A clean stop, and a start on the same data and port. */
    void restart() throws IOException, InterruptedException {
        process.stop();
        process = launch(folder);
        awaitReady();
    }

    /** SIGKILL, and a start on the same data and port. */
    void killAndRestart() throws IOException, InterruptedException {
        process.kill();
        process = launch(folder);
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }
}
