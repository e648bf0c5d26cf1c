package io.odradek.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A seed is worth nothing if it means something else tomorrow. */
class FreshJvmTest {
    private static final long FIRST_SEED = 501;
    private static final int SEED_COUNT = 8;

    @Test
    void traceHash_sameSeedsInTwoFreshJvms_same() throws Exception {
        Process one = start();
        Process other = start();

        String hashesOfOne = new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String hashesOfOther = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(one.waitFor()).as(hashesOfOne).isZero();
        assertThat(other.waitFor()).as(hashesOfOther).isZero();
        assertThat(hashesOfOther).isEqualTo(hashesOfOne);
        assertThat(hashesOfOne.lines().distinct()).as("hashes of %d seeds", SEED_COUNT).hasSize(SEED_COUNT);
    }

    @Test
    void traceHash_otherSeed_other() {
        assertThat(Hashes.of(FIRST_SEED, 2).lines().distinct()).hasSize(2);
    }

    private static Process start() throws java.io.IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hashes.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What the fresh JVMs run. */
    static final class Hashes {
        private Hashes() {}

        public static void main(String[] arguments) {
            System.out.print(of(FIRST_SEED, SEED_COUNT));
        }

        static String of(long first, int count) {
            Simulation simulation = new Simulation();
            return LongStream.range(first, first + count)
                    .mapToObj(seed -> String.format("%016x%n", simulation.run(seed).pace().traceHash()))
                    .collect(Collectors.joining());
        }
    }
}
