package io.odradek.quorum.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed and stopped by a seed, and what they must have kept. */
class KilledMembersTest {
    private static final Duration ELECTION = Duration.ofMillis(500);
    private static final Duration SUBMIT = Duration.ofSeconds(20);
    private static final int ROUND_COUNT = 12;
    private static final int COMMANDS_A_STEP = 120;

    @TempDir
    private Path root;

    private final List<String> acknowledged = new ArrayList<>();
    private int submittedCount;

    @Test
    @Tag("proof")
    void members_killedAndStopped_keepWhatTheyAcknowledged() {
        long seed = Long.getLong("quorum.seed", System.nanoTime());
        Random random = new Random(seed);
        try (ProcessCluster cluster = new ProcessCluster(root, 3, ELECTION, SUBMIT)) {
            cluster.start(1, 2, 3);
            for (int round = 0; round < ROUND_COUNT; round++) {
                submitAnywhere(cluster, random);
                int leader = cluster.leaderAsSeenBy(1, -1);
                int victim = random.nextBoolean() ? leader : 1 + random.nextInt(3);
                if (random.nextBoolean()) {
                    cluster.kill(victim);
                    submitAnywhere(cluster, random);
                    cluster.start(victim);
                } else {
                    cluster.signal(victim, "STOP");
                    int other = 1 + victim % 3;
                    if (victim == leader) {
                        cluster.leaderAsSeenBy(other, victim);
                    }
                    submit(cluster, other);
                    cluster.signal(victim, "CONT");
                    submit(cluster, victim);
                }
            }
            for (int id : cluster.ids()) {
                assertThat(cluster.ask(id, "submit end-" + id)).matches("\\d+");
            }
            List<String> kept = List.of(cluster.ask(3, "commands").split(" "));
            assertThat(kept.stream().distinct()).as("seed %s", seed).containsSubsequence(acknowledged);
            assertThat(List.of(cluster.ask(1, "commands").split(" ")).subList(0, kept.indexOf("end-1"))).isEqualTo(kept.subList(0, kept.indexOf("end-1")));
            for (int id : List.copyOf(cluster.ids())) {
                cluster.end(id);
            }
        }
    }

    private void submitAnywhere(ProcessCluster cluster, Random random) {
        submit(cluster, cluster.ids().get(random.nextInt(cluster.ids().size())));
    }

    private void submit(ProcessCluster cluster, int id) {
        for (int i = 0; i < COMMANDS_A_STEP; i++) {
            String command = "c" + submittedCount++;
            if (cluster.ask(id, "submit " + command).matches("\\d+")) {
                acknowledged.add(command);
            }
        }
    }
}
