package io.odradek.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A version of kafka-clients that runs the commands of {@link io.odradek.interop.program.KafkaClientsProgram} in JVMs of their own. */
final class KafkaClient {
    private static final Duration COMMAND_TIME_MAX = Duration.ofSeconds(60);

    private final RuntimeClassPath version;
    private final Path folder;
    private final String bootstrapServers;
    private final AtomicInteger commands = new AtomicInteger();

    KafkaClient(RuntimeClassPath version, Path folder, String bootstrapServers) {
        this.version = version;
        this.folder = folder;
        this.bootstrapServers = bootstrapServers;
    }

    /** The lines a command printed, each split at its tabs. */
    List<String[]> run(String command, Map<String, String> options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        arguments.add("io.odradek.interop.program.KafkaClientsProgram");
        arguments.add(command);
        arguments.add("bootstrap.servers=" + bootstrapServers);
        options.forEach((key, value) -> arguments.add(key + "=" + value));
        String classPath = Path.of("target", "test-classes").toAbsolutePath() + ":" + version.text();
        String name = version + "-" + command + "-" + commands.incrementAndGet();
        JavaProcess process = JavaProcess.start(
                folder, name, classPath, List.of("-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"), arguments);
        return process.outputOfSuccess(COMMAND_TIME_MAX)
                .lines()
                .map(line -> line.split("\t"))
                .toList();
    }

    /** Every record of a topic, read by assignment. */
    List<ReadRecord> consume(String topic, Map<String, String> options) throws IOException, InterruptedException {
        Map<String, String> all = new java.util.TreeMap<>(options);
        all.put("topic", topic);
        return run("consume", all).stream().map(ReadRecord::of).toList();
    }

    static Stream<RuntimeClassPath> olderVersions() {
        return Stream.of(RuntimeClassPath.CLIENTS_3_9, RuntimeClassPath.CLIENTS_2_8);
    }
}
