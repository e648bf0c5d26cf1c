package io.odradek.testkit.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every deliberate bug of a cluster is found by seeds that are right without it. */
@Tag("proof")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterMutantsAreFoundTest {
    private static final int SEED_COUNT_MAX = 200;
    private static final MutantHunt HUNT = new MutantHunt(ClusterSeedHunt.class);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void hunt_mutant_isFound(ClusterMutant mutant) throws Exception {
        String complaint = HUNT.run(mutant.patches(), SEED_COUNT_MAX, folder.resolve("patched"));

        assertThat(complaint).as("what %d seeds say when %s", SEED_COUNT_MAX, mutant.words()).isNotEmpty();
        assertThat(HUNT.runUnpatched(complaint)).as("what the same seed says without it").isEmpty();
        HUNT.found(mutant.ordinal(), mutant.words(), complaint);
    }

    @AfterAll
    static void writeTable() throws IOException {
        HUNT.writeTable("cluster-mutants.md");
    }
}
