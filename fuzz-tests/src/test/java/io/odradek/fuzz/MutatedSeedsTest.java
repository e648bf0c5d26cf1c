package io.odradek.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every committed input, changed in ways that a seed chooses; another run with {@code -Dodradek.seed=N}. */
class MutatedSeedsTest {
    private static final long SEED = Long.getLong("odradek.seed", 20_261_128L);
    private static final int ROUNDS = Integer.getInteger("odradek.rounds", 20);

    @ParameterizedTest
    @EnumSource(Target.class)
    void read_changedInputs_endAsPermitted(Target target) throws IOException {
        List<Path> corpus = target.corpus();
        assertThat(corpus).hasSizeGreaterThan(5);
        FuzzTarget reader = target.make();
        for (Path file : corpus) {
            byte[] sound = Files.readAllBytes(file);
            for (int round = 0; round < ROUNDS; round++) {
                long seed = SEED + round;
                byte[] changed = Mutation.of(sound, new Random(seed * 31 + file.getFileName().toString().hashCode()));
                try {
                    reader.read(changed);
                } catch (RuntimeException | Error finding) {
                    throw new AssertionError(
                            "seed " + seed + ", " + file.getFileName() + ", " + HexFormat.of().formatHex(changed), finding);
                }
            }
        }
    }
}
