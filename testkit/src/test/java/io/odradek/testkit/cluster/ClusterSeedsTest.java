package io.odradek.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ClusterSeedsTest {
    private static final int SEED_COUNT = Integer.getInteger("odradek.cluster.seeds", 100);
    private static final int SEED_COUNT_OF_PROOF = 1_000;
    private static final int EXPLAINED_COUNT_MAX = 3;

    @Test
    void run_aHundredSeeds_areRight() {
        assertThat(wrong(1, SEED_COUNT)).isEmpty();
    }

    @Test
    @Tag("proof")
    void run_aThousandSeeds_areRight() {
        assertThat(wrong(1_001, SEED_COUNT_OF_PROOF)).isEmpty();
    }

    @Test
    void run_sameSeedTwice_isTheSameRun() {
        for (long seed : new long[] {7, 8}) {
            assertThat(new ClusterSimulation().run(seed).pace()).isEqualTo(new ClusterSimulation().run(seed).pace());
        }
    }

    private static List<String> wrong(long from, int count) {
        ClusterSimulation simulation = new ClusterSimulation();
        return LongStream.range(from, from + count)
                .parallel()
                .mapToObj(simulation::run)
                .filter(report -> !report.isRight())
                .map(ClusterReport::explain)
                .limit(EXPLAINED_COUNT_MAX)
                .toList();
    }
}
