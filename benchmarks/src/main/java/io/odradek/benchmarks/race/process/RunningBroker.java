package io.odradek.benchmarks.race.process;

import io.odradek.benchmarks.race.course.BrokerName;
import io.odradek.benchmarks.race.program.OdradekBrokerProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A broker in a process of its own.
 *
 * <p>Confined to the race's thread.
 *
 * @param name which of them it is
 * @param bootstrapServers where it listens
 * @param process its process
 */
public record RunningBroker(BrokerName name, String bootstrapServers, Process process) implements AutoCloseable {
    private static final long STOP_SECONDS_MAX = 30;
    private static final long START_NS_MAX = TimeUnit.SECONDS.toNanos(60);

    /** Starts Odradek's broker with its data below {@code folder}. */
    public static RunningBroker odradek(JavaProgram program, Path folder) throws IOException {
        Process process = program.start(OdradekBrokerProgram.class.getName(), List.of("data-dir=" + folder.resolve("data")));
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        // A recording of the JVM announces itself first.
        while (line != null && !line.startsWith("ready ")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("Odradek's broker did not start; see " + program.log());
        }
        return new RunningBroker(BrokerName.ODRADEK, line.substring("ready ".length()), process);
    }

    /** Starts Apache Kafka (KRaft, one node) with its data below {@code folder}. */
    public static RunningBroker apacheKafka(JavaProgram program, Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Path properties = folder.resolve("server.properties");
        Files.writeString(properties, kafkaSettings(folder, port, freePort()));
        Process format = program.start(
                "kafka.tools.StorageTool", List.of("format", "-t", "AAAAAAAAAAAAAAAAAAAAAQ", "-c", properties.toString()));
        format.inputReader().lines().forEach(line -> {});
        if (format.waitFor() != 0) {
            throw new IOException("Apache Kafka's directory could not be formatted; see " + program.log());
        }
        Process process = program.start("kafka.Kafka", List.of(properties.toString()));
        // What it prints is of no interest, but has to go somewhere.
        Thread reader = new Thread(() -> process.inputReader().lines().forEach(line -> {}), "kafka-output");
        reader.setDaemon(true);
        reader.start();
        awaitPort(process, port);
        return new RunningBroker(BrokerName.KAFKA, "127.0.0.1:" + port, process);
    }

    private static String kafkaSettings(Path folder, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                log.segment.delete.delay.ms=1000
                """
                .formatted(port, controllerPort, folder.resolve("data"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static void awaitPort(Process process, int port) throws IOException, InterruptedException {
        long startedNs = System.nanoTime();
        while (process.isAlive() && System.nanoTime() - startedNs < START_NS_MAX) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IOException("Apache Kafka did not open port " + port);
    }

    @Override
    public void close() {
        Processes.end(process, STOP_SECONDS_MAX);
    }
}
