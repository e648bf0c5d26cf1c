package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.odradek.cli.process.JavaProgram;
import io.odradek.spi.transport.TransportProvider;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clocks of three brokers are twelve hours apart: nothing of the cluster asks them, but the rules for timestamps of records do. */
@Tag("proof")
@Timeout(300)
class DisagreeingClocksTest {
    private static final String ANY_TIME = "message.timestamp.after.max.ms=" + Long.MAX_VALUE;

    @TempDir
    Path folder;

    @Test
    void cluster_clocksHoursApart_livesElectsAndLosesNothing() throws Exception {
        UnluckyCluster plain = UnluckyCluster.of(folder.resolve("c"), 3, Map.of("transport", AnotherTimeProvider.NAME));
        try (UnluckyCluster cluster = plain.variant(inAnotherTime(), UnaryOperator.identity()).start()) {
            // Given
            cluster.createTopic(3, 3, "min.insync.replicas=2", ANY_TIME);
            cluster.awaitWhole();
            try (AllAcksLoad load = cluster.load().awaitMore(300)) {
                // Then: who is seven hours behind refuses what seems to be of the future, where the topic does not say otherwise
                cluster.done("topics", "create", "strict", "--partitions", "3", "--replication-factor", "3");
                Run strict = Run.withInput("a\nb\nc\nd\ne\nf\n", "produce", "-t", "strict", "-b", cluster.servers());
                assertThat(strict.exitCode()).as(strict.err()).isEqualTo(1);
                assertThat(strict.err()).contains("timestamp", "message.timestamp.after.max.ms").doesNotContain("\tat ");
                assertThat(strict.out()).contains("(2 failed)");
                // When: leaders die, of partitions and of the quorum
                int leader = cluster.awaitQuorumLeader();
                cluster.broker(leader).kill();
                // Then: sessions and elections take the time that they take
                await().atMost(UnluckyCluster.PATIENCE).until(() -> cluster.state(leader).equals("fenced"));
                load.awaitMore(300);
                cluster.start();
                cluster.awaitWhole();
                load.awaitMore(300).assertNothingLost();
                assertThat(cluster.status().toString()).doesNotContain("fenced");
            }
        }
    }

    /** The command with one plug-in more, which is listed in a folder of its own so that no other test finds it. */
    private JavaProgram inAnotherTime() throws Exception {
        Path list = folder.resolve("plugin/META-INF/services/" + TransportProvider.class.getName());
        Files.createDirectories(list.getParent());
        Files.writeString(list, AnotherTimeProvider.class.getName());
        JavaProgram odradek = UnluckyCluster.program();
        return new JavaProgram(
                odradek.java(), folder.resolve("plugin") + File.pathSeparator + odradek.classPath(), odradek.options(), odradek.mainClass());
    }
}
