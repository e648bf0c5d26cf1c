package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.odradek.cli.process.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code odradek cluster}: three brokers in processes of their own. */
@Timeout(300)
@Tag("proof")
class ClusterCommandTest {
    private static final int SIGTERM_EXIT_CODE = 143;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = FreePorts.block(6);

    @TempDir
    Path folder;

    @Test
    void cluster_brokerKilled_goesOnAndHasEverythingWhenItIsStartedAgain() throws Exception {
        Process first = launch();
        try {
            // Given
            List<String> table = readyTable(first);
            assertThat(table).hasSize(5).anyMatch(line -> line.contains("leads the quorum"));
            assertThat(Run.of("topics", "create", "t", "--partitions", "2", "--config", "min.insync.replicas=2", "-b", all()).exitCode())
                    .isZero();
            Run produced = Run.withInput("a\nb\n", "produce", "-t", "t", "--acks", "all", "-b", all());
            assertThat(produced.exitCode()).as(produced.err()).isZero();
            // When
            ProcessHandle.of(pid(1)).orElseThrow().destroyForcibly();
            // Then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(102)).isIn("fenced", "absent"));
            await().atMost(PATIENCE).until(() -> brokers().get(1).get("pid").isNull());
            Run more = Run.withInput("c\n", "produce", "-t", "t", "--acks", "all", "-b", all());
            assertThat(more.exitCode()).as(more.err()).isZero();
            Run elected = Run.of("topics", "elect", "-t", "t", "-b", all());
            assertThat(elected.exitCode()).as("the preferred leader of one of the partitions is dead").isEqualTo(1);
            assertThat(elected.err()).contains("102");
            first.destroy();
            assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(SIGTERM_EXIT_CODE);
        } finally {
            end(first);
        }
        Process second = launch();
        try {
            readyTable(second);
            Run consumed = Run.of("consume", "-t", "t", "--from-beginning", "-b", all());
            assertThat(consumed.out().lines()).containsExactlyInAnyOrder("a", "b", "c");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(status().get("under_replicated").asInt()).isZero());
        } finally {
            end(second);
        }
    }

    private Process launch() throws IOException {
        return BrokerProcess.launch(
                "cluster", "--data-dir", folder.resolve("c").toString(), "--base-port", Integer.toString(port), "--heap-mb", "96");
    }

    private static void end(Process cluster) throws InterruptedException {
        cluster.destroy();
        if (!cluster.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            cluster.destroyForcibly();
        }
    }

    private static List<String> readyTable(Process cluster) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader out = cluster.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith("odradek cluster is ready at ")) {
                return lines;
            }
        }
        throw new AssertionError("the cluster ended before it was ready, after " + lines);
    }

    private String all() {
        return "127.0.0.1:" + port + ",127.0.0.1:" + (port + 1) + ",127.0.0.1:" + (port + 2);
    }

    private JsonNode brokers() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("c").resolve("cluster.json").toFile()).get("brokers");
    }

    private long pid(int index) throws IOException {
        return brokers().get(index).get("pid").asLong();
    }

    private JsonNode status() throws IOException {
        Run run = Run.of("cluster", "status", "--json", "-b", all());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private String state(int id) throws IOException {
        for (JsonNode broker : status().get("brokers")) {
            if (broker.get("id").asInt() == id) {
                return broker.get("state").asText();
            }
        }
        return "unknown";
    }
}
