package io.odradek.testkit.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every deliberate bug is found by seeds that are right without it. */
@Tag("proof")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutantsAreFoundTest {
    private static final int SEED_COUNT = 200;
    private static final MutantHunt HUNT = new MutantHunt(SeedHunt.class);

    @TempDir
    Path folder;

    @Test
    void hunt_productAsItIs_findsNothing() throws Exception {
        assertThat(HUNT.run(List.of(), SEED_COUNT, folder.resolve("patched"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void hunt_mutant_isFound(Mutant mutant) throws Exception {
        String complaint = HUNT.run(List.of(mutant.patch()), mutant.seedCountMax(), folder.resolve("patched"));

        assertThat(complaint).as("what %d seeds say when %s", mutant.seedCountMax(), mutant.words()).isNotEmpty();
        assertThat(HUNT.runUnpatched(complaint)).as("what the same seed says without it").isEmpty();
        HUNT.found(mutant.ordinal(), mutant.words(), complaint);
    }

    @AfterAll
    static void writeTable() throws IOException {
        HUNT.writeTable("mutants.md");
    }
}
