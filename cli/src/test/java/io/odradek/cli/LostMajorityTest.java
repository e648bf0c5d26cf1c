package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two of three members are gone: what needs no decision goes on, what needs one is refused clearly, and all is back by itself. */
@Tag("proof")
@Timeout(300)
class LostMajorityTest {
    private static final String NO_MAJORITY = "a majority of the quorum (101 at 127.0.0.1:";

    @TempDir
    Path folder;

    @Test
    void cluster_withoutMajority_servesWhatIsSafeAndComesBackByItself() throws Exception {
        try (UnluckyCluster cluster = UnluckyCluster.of(folder, 3, Map.of()).start()) {
            // Given
            cluster.createTopic(1);
            try (AllAcksLoad load = cluster.load().awaitMore(200)) {
                int survivor = cluster.leader(0);
                List<Integer> gone = new ArrayList<>(List.of(101, 102, 103));
                gone.remove(Integer.valueOf(survivor));
                // When
                for (int id : gone) {
                    cluster.broker(id).kill();
                }
                // Then: reads and acks=1
                Run produced = cluster.produce("written without a majority\n", "--acks", "1");
                assertThat(produced.exitCode()).as(produced.err()).isZero();
                int acknowledged = load.acknowledgedCount();
                Run consumed = cluster.done("consume", "-t", "t", "--from-beginning");
                assertThat(consumed.out()).contains("record 0\n", "record 199\n");
                // Then: no change of the cluster
                assertRefused(cluster.run("topics", "create", "refused", "--partitions", "1"), "topic 'refused' was not created: request timed out");
                assertRefused(cluster.run("topics", "elect", "-t", "t"), "t-0: request timed out");
                cluster.awaitSaid(survivor, "Nothing is decided, as without a majority of the quorum (101 at 127.0.0.1:");
                assertThat(cluster.log(survivor)).contains("Start the members that are away").doesNotContain("\tat ");
                // Then: nothing under all, for those in sync are not there and nobody may say that they are out
                assertThat(load.acknowledgedCount()).isEqualTo(acknowledged);
                // When
                cluster.start();
                // Then
                cluster.awaitWhole();
                cluster.done("topics", "create", "taken", "--partitions", "1");
                load.awaitMore(200).assertNothingLost();
            }
        }
    }

    private static void assertRefused(Run run, String beginning) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains(beginning, NO_MAJORITY, "did not take the command within 4000 ms").doesNotContain("\tat ");
    }
}
