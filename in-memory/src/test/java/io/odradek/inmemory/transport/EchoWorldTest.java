package io.odradek.inmemory.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EchoWorldTest {
    private static final int SEED_COUNT = 50;

    @Test
    void run_manySeeds_orderIsKeptAndEveryFaultHappens() {
        Set<Long> hashes = new LinkedHashSet<>();
        int closedCount = 0;
        int lostAnswers = 0;
        for (int seed = 0; seed < SEED_COUNT; seed++) {
            EchoWorld world = new EchoWorld(seed);
            hashes.add(world.run());

            assertThat(world.offences()).as("seed %d", seed).isEmpty();
            assertThat(world.answered()).as("answers with seed %d", seed).isGreaterThan(100);
            closedCount += world.closedCount();
            lostAnswers += world.lostAnswers();
        }

        assertThat(hashes).as("runs that differ").hasSize(SEED_COUNT);
        assertThat(closedCount).as("connections that ended").isGreaterThan(SEED_COUNT);
        assertThat(lostAnswers).as("answers lost though the question arrived").isGreaterThan(SEED_COUNT);
    }

    @Test
    void run_sameSeedInAnotherJvm_hasTheSameHash() throws IOException, InterruptedException {
        List<Long> here = List.of(new EchoWorld(1).run(), new EchoWorld(2).run());

        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EchoWorld.class.getName(),
                        "1",
                        "2")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(printed.lines().map(Long::valueOf)).containsExactlyElementsOf(here);
    }
}
