package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.odradek.cli.process.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code odradek cluster} of two and of five brokers: how many may die is a matter of the majority. */
@Tag("proof")
@Timeout(300)
class ClusterSizesTest {
    private static final String NO_MAJORITY = "a majority of the quorum (101 at 127.0.0.1:";

    private final int port = FreePorts.block(10);
    private int brokerCount;

    @TempDir
    Path folder;

    @Test
    void cluster_ofTwo_bearsNoLossAndKeepsEverything() throws Exception {
        brokerCount = 2;
        Process cluster = launch();
        try {
            // Given
            done("topics", "create", "t", "--partitions", "2", "--replication-factor", "2");
            assertProduced(produce("a\nb\n", "all"));
            // When
            kill(102);
            // Then: one of two is no majority
            Run refused = onOne("topics", "create", "refused", "--partitions", "1");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains(NO_MAJORITY);
            assertThat(onOne("consume", "-t", "t", "--from-beginning", "-p", "0").exitCode()).isZero();
            end(cluster);
            cluster = launch();
            await().atMost(UnluckyCluster.PATIENCE).until(() -> produce("c\n", "all").exitCode() == 0);
            assertThat(done("consume", "-t", "t", "--from-beginning").out().lines()).containsExactlyInAnyOrder("a", "b", "c");
        } finally {
            end(cluster);
        }
    }

    @Test
    void cluster_ofFive_bearsTheLossOfTwo() throws Exception {
        brokerCount = 5;
        Process cluster = launch();
        try {
            // Given
            done("topics", "create", "t", "--partitions", "2", "--replication-factor", "5", "--config", "min.insync.replicas=3");
            assertProduced(produce("a\n", "all"));
            // When / Then
            kill(105);
            assertProduced(produce("b\n", "all"));
            kill(104);
            assertProduced(produce("c\n", "all"));
            await().atMost(UnluckyCluster.PATIENCE)
                    .until(() -> run("topics", "create", "u", "--partitions", "1", "--replication-factor", "3").exitCode() == 0);
            assertThat(done("consume", "-t", "t", "--from-beginning").out().lines()).containsExactlyInAnyOrder("a", "b", "c");
            kill(anotherThanTheController(101, 102, 103));
            Run refused = run("topics", "create", "refused", "--partitions", "1", "--replication-factor", "1");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains(NO_MAJORITY);
        } finally {
            end(cluster);
        }
    }

    private Process launch() throws IOException {
        Process cluster = BrokerProcess.launch(
                "cluster",
                "--brokers",
                Integer.toString(brokerCount),
                "--data-dir",
                folder.resolve("c").toString(),
                "--base-port",
                Integer.toString(port),
                "-X",
                "controller.quorum.request.timeout.ms=4000");
        BufferedReader out = cluster.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("odradek cluster is ready at ")) {
                return cluster;
            }
        }
        throw new AssertionError("the cluster ended before it was ready");
    }

    /** Kills everything: a stop in good order waits for a majority. */
    private static void end(Process cluster) {
        List<ProcessHandle> brokers = cluster.descendants().toList();
        cluster.destroyForcibly();
        brokers.forEach(ProcessHandle::destroyForcibly);
        brokers.forEach(broker -> broker.onExit().join());
        cluster.onExit().join();
    }

    private void kill(int id) throws IOException {
        long pid = new ObjectMapper()
                .readTree(folder.resolve("c").resolve("cluster.json").toFile())
                .get("brokers")
                .get(id - 101)
                .get("pid")
                .asLong();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    /** The controller itself would say of its death that it does not answer, and nothing of the majority. */
    private int anotherThanTheController(int... living) throws IOException {
        int controller = new ObjectMapper().readTree(done("cluster", "status", "--json").out()).get("controller").asInt();
        return Arrays.stream(living).filter(id -> id != controller).max().orElseThrow();
    }

    private String servers() {
        StringBuilder servers = new StringBuilder("127.0.0.1:" + port);
        for (int i = 1; i < brokerCount; i++) {
            servers.append(",127.0.0.1:").append(port + i);
        }
        return servers.toString();
    }

    private Run run(String... arguments) {
        return at(servers(), arguments);
    }

    private Run onOne(String... arguments) {
        return at("127.0.0.1:" + port, arguments);
    }

    private static Run at(String servers, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "-b";
        all[arguments.length + 1] = servers;
        return Run.of(all);
    }

    private Run done(String... arguments) {
        Run run = run(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private Run produce(String lines, String acks) {
        return Run.withInput(lines, "produce", "-t", "t", "--acks", acks, "-b", servers());
    }

    private static void assertProduced(Run run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
    }
}
