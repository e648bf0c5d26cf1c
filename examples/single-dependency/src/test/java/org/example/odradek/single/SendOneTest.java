package org.example.odradek.single;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program finds all it needs in what its one dependency brings: each run is a JVM with nothing else on its path. */
@Timeout(120)
class SendOneTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path DEPENDENCIES = Path.of("target", "class-path");

    @ParameterizedTest
    @ValueSource(strings = {"acks=1", "acks=all", "compression.type=lz4", "compression.type=gzip", "partitioner=crc32", "retry.policy=fixed"})
    void classPath_oneDependency_isEnough(String setting) throws Exception {
        assertThat(run(setting, "-cp", everything(), SendOne.class.getName())).containsExactly("strikes-0", "exit 0");
    }

    @Test
    void modulePath_oneDependency_isEnough() throws Exception {
        String module = "org.example.odradek.single/" + SendOne.class.getName();
        assertThat(run("acks=all", "--module-path", everything(), "--module", module)).containsExactly("strikes-0", "exit 0");
    }

    @Test
    void classPath_optionalLibraryAbsent_errorNamesTheArtifact() throws Exception {
        assertThat(run("compression.type=zstd", "-cp", everything(), SendOne.class.getName()))
                .anyMatch(line -> line.contains("add com.github.luben:zstd-jni"))
                .endsWith("exit 1");
    }

    @Test
    void dependencies_oneDependency_bringsNoBrokerAndNoGuava() throws IOException {
        assertThat(Files.readString(DEPENDENCIES)).contains("odradek-producer").doesNotContain("odradek-broker", "odradek-log", "guava", "junit");
    }

    private static String everything() throws IOException {
        return CLASSES + File.pathSeparator + Files.readString(DEPENDENCIES).strip();
    }

    /** What the program prints, the logger's remark that nobody listens aside, and its exit code. */
    private static List<String> run(String setting, String... options) throws IOException, InterruptedException {
        try (Broker broker = Broker.start(BrokerConfig.builder().partitions(1).build())) {
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.add("-XX:TieredStopAtLevel=1");
            command.addAll(List.of(options));
            command.addAll(List.of(broker.bootstrapServers(), setting));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the program ended").isTrue();
                List<String> lines = new ArrayList<>(output.lines().filter(line -> !line.startsWith("SLF4J")).toList());
                lines.add("exit " + process.exitValue());
                return lines;
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
