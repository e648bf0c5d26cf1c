package io.odradek.benchmarks.race.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.odradek.benchmarks.race.course.Settings;
import io.odradek.benchmarks.race.kafka.TopicCheck;
import io.odradek.benchmarks.race.program.PreparedRecords;
import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class LibrdkafkaProgramTest {
    private static final Path SOURCE = Path.of("src/main/c/librdkafka_producer.c");

    @TempDir
    Path folder;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void compile_headerThatIsNotThere_isToldInOneSentence() throws IOException {
        Path source = Files.writeString(folder.resolve("p.c"), "#include <no/such/rdkafka.h>\nint main(void) { return 0; }\n");

        Optional<LibrdkafkaProgram> program = LibrdkafkaProgram.compile(source, folder, complaints::add);

        assertThat(program).isEmpty();
        assertThat(complaints).singleElement().asString().startsWith("librdkafka takes no part: ").contains("apt-get install");
    }

    @Tag("proof")
    @ParameterizedTest
    @CsvSource({"0, without, none", "0, with, lz4", "2000, with, none"})
    void producer_whereThePackageIsInstalled_deliversWhatIsPrepared(int rate, String keys, String compression) throws Exception {
        // Given
        Optional<LibrdkafkaProgram> program = LibrdkafkaProgram.compile(SOURCE, folder, complaints::add);
        assumeTrue(program.isPresent(), () -> "skipped, because " + complaints);
        PreparedRecords records = PreparedRecords.cut(Path.of("../examples/data/birdstrikes.csv"), 100);
        records.write(folder.resolve("records"));
        try (Broker broker = Broker.start(BrokerConfig.builder().build())) {
            List<String> arguments = new ArrayList<>(List.of(
                    "records=" + folder.resolve("records"),
                    "keys=" + keys,
                    "rate=" + rate,
                    "warm-up-ms=100",
                    "measured-ms=200",
                    "topic=race",
                    "acks=all",
                    "compression.type=" + compression,
                    "bootstrap.servers=" + broker.bootstrapServers()));
            Settings.TUNED.clientSettings().forEach((key, value) -> arguments.add(key + "=" + value));

            // When
            Process process = program.orElseThrow().start(arguments, folder.resolve("log"));
            SendingProcess.Turn turn = SendingProcess.take(process, Optional.empty(), Duration.ofSeconds(60));

            // Then
            assertThat(turn.sentCount()).isGreaterThan(turn.figures().recordCount());
            assertThat(turn.figures().latency().isPresent()).isEqualTo(rate > 0);
            try (TopicCheck check = new TopicCheck(broker.bootstrapServers(), "race", 1)) {
                assertThat(check.verdict(turn.sentCount(), records, keys.equals("with"))).isEqualTo("ok");
            }
        }
    }
}
