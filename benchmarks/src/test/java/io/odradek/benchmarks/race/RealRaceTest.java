package io.odradek.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A race as small as it gets, of real producers and real brokers; how fast they are is nobody's concern here. */
@Tag("proof")
@Timeout(300)
class RealRaceTest {
    @TempDir
    Path folder;

    @Test
    void bench_bothProducersOnBothBrokers_countsEveryRound() throws Exception {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Bench.Surroundings surroundings = new Bench.Surroundings(
                Path.of("..").toAbsolutePath().normalize(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Interruption());

        // When
        int exitCode = Bench.run(
                surroundings,
                ("--producers odradek,kafka-clients --acks all --compression lz4 --keys with --settings tuned --rates 500 --rounds 1 --seconds 1"
                                + " --warm-up-seconds 0 --work-dir " + folder.resolve("work") + " --json " + folder.resolve("r.json") + " --chart "
                                + folder.resolve("r.svg"))
                        .split(" "));

        // Then
        assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
        JsonNode rounds = new ObjectMapper().readTree(folder.resolve("r.json").toFile());
        List<String> producers = new ArrayList<>();
        for (JsonNode round : rounds) {
            producers.add(round.get("producer").textValue());
            assertThat(round.get("records").longValue()).as(round.toString()).isPositive();
            assertThat(round.get("client_cpu_us_per_record").doubleValue()).as(round.toString()).isNotNegative();
            assertThat(round.has("latency_us")).as(round.toString()).isEqualTo(round.has("rate"));
        }
        assertThat(producers)
                .containsExactly(
                        "odradek", "kafka-clients", "odradek", "kafka-clients", "bare-loop",
                        "odradek", "kafka-clients", "odradek", "kafka-clients", "bare-socket", "bare-socket");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("| kafka-clients |", "No round was void.");
        assertThat(Files.readString(folder.resolve("r.svg"))).startsWith("<svg ").contains("kafka-clients");
        try (Stream<Path> left = Files.list(folder.resolve("work"))) {
            assertThat(left).isEmpty();
        }
    }
}
