package io.odradek.testkit.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every deliberate bug is found by seeds that are right without it. */
@Tag("proof")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutantsAreFoundTest {
    private static final long FIRST_SEED = 1;
    private static final int SEED_COUNT = 200;
    private static final Map<Mutant, String> FOUND = new TreeMap<>();

    @TempDir
    Path classes;

    @Test
    void hunt_productAsItIs_findsNothing() throws Exception {
        assertThat(hunt(List.of(), SEED_COUNT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hunt_mutant_isFound(Mutant mutant) throws Exception {
        String found = hunt(List.of(mutant.patch()), mutant.seedCountMax());

        assertThat(found).as("what %d seeds say when %s", mutant.seedCountMax(), mutant.words()).isNotEmpty();
        FOUND.put(mutant, found.lines().findFirst().orElseThrow());
    }

    private String hunt(List<Patch> patches, int seedCount) throws Exception {
        try (MutantWorld world = new MutantWorld(patches, classes.resolve("patched"))) {
            return world.hunt(SeedHunt.class, FIRST_SEED, seedCount);
        }
    }

    /** The table that DESIGN.md shows. */
    @AfterAll
    static void writeTable() throws IOException {
        Files.createDirectories(Path.of("target"));
        String rows = FOUND.entrySet().stream()
                .map(found -> "| " + found.getKey().words() + " | " + brief(found.getValue()) + " |")
                .collect(Collectors.joining("\n"));
        Files.writeString(Path.of("target", "mutants.md"), "| bug | broken promise | first seed |\n|---|---|---|\n" + rows + "\n", UTF_8);
    }

    /** The seed and the promise, without what became of the record. */
    private static String brief(String complaint) {
        String[] parts = complaint.split(": ", 3);
        return parts[1] + " | " + parts[0].replace("seed ", "");
    }
}
