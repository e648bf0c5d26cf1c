package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.odradek.cli.trial.TemporaryDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The only replica in sync loses its directory: nobody leads until a person says that what it alone had may be lost. */
@Tag("proof")
@Timeout(300)
class UncleanElectionTest {
    @TempDir
    Path folder;

    @Test
    void elect_uncleanAfterTheReplicaInSyncLostItsDirectory_losesWhatItAloneHad() throws Exception {
        try (UnluckyCluster cluster = UnluckyCluster.of(folder, 3, Map.of()).start()) {
            // Given: a record on both replicas, and one on the leader alone
            cluster.createTopic(1, 2, "min.insync.replicas=1");
            int leader = cluster.leader(0);
            int follower = cluster.inSync(0).stream().filter(id -> id != leader).findFirst().orElseThrow();
            assertProduced(cluster.produce("on both\n", "--acks", "all"));
            cluster.broker(follower).kill();
            await().atMost(UnluckyCluster.PATIENCE).until(() -> cluster.inSync(0).equals(List.of(leader)));
            assertProduced(cluster.produce("on one\n", "--acks", "all"));
            // When: the follower is back, and the leader without its directory
            cluster.broker(leader).kill();
            assertThat(TemporaryDirectory.delete(cluster.broker(leader).site().data())).isTrue();
            cluster.start();
            // Then: nobody leads by itself
            await().atMost(UnluckyCluster.PATIENCE)
                    .until(() -> cluster.state(leader).startsWith("alive") && cluster.state(follower).startsWith("alive"));
            await().atMost(UnluckyCluster.PATIENCE).until(() -> cluster.leader(0) < 0);
            Run refused = cluster.run("topics", "elect", "-t", "t");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("t-0: ").doesNotContain("\tat ");
            Run unsent = cluster.produce("while nobody leads\n", "--acks", "all", "-X", "delivery.timeout.ms=2000", "-X", "request.timeout.ms=1000");
            assertThat(unsent.exitCode()).as(unsent.err()).isEqualTo(1);
            // When
            Run elected = cluster.done("topics", "elect", "-t", "t", "--unclean");
            // Then
            assertThat(elected.out()).contains("t-0: a leader was elected");
            assertThat(cluster.leader(0)).isEqualTo(follower);
            cluster.awaitWhole();
            assertProduced(cluster.produce("after\n", "--acks", "all"));
            assertThat(cluster.done("consume", "-t", "t", "--from-beginning").out()).isEqualTo("on both\nafter\n");
        }
    }

    private static void assertProduced(Run run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
    }
}
