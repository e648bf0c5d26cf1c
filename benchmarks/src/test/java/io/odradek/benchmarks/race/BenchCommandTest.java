package io.odradek.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bogus                        | Unknown option: '--bogus'",
                "--round 3                      | did you mean --round",
                "--rounds                       | Missing required parameter for option '--rounds'",
                "--rounds x                     | Invalid value for option '--rounds'",
                "--rounds 0                     | --rounds is 0; give 1 to",
                "--seconds 0                    | --seconds is 0; give 1 to",
                "--warm-up-seconds -1           | --warm-up-seconds is -1; give 0 to",
                "--partitions 0                 | --partitions is 0; give 1 to",
                "--producers odradek,sarama     | --producers: 'sarama' is none of odradek, kafka-clients, librdkafka",
                "--producers bare-loop          | --producers: 'bare-loop' is none of",
                "--brokers none                 | --brokers: 'none' is none of odradek, kafka",
                "--acks 0                       | --acks: '0' is none of 1, all",
                "--compression lzma             | --compression: 'lzma' is none of none, gzip, snappy, lz4, zstd",
                "--keys maybe                   | --keys: 'maybe' is none of without, with",
                "--settings fast                | --settings: 'fast' is none of default, tuned, tuned-1m",
                "--rates 1000,fast              | --rates: 'fast' is no number of records a second",
                "--rates none,1000              | --rates: 'none' is no number of records a second",
                "--rates 0                      | --rates is 0; give 1 to",
                "--record-bytes 9               | --record-bytes is 9; give 10 to",
                "--quick --record-bytes 1000000 | --record-bytes is 1000000",
                "--chart /no/such/folder/c.svg  | --chart: there is no folder /no/such/folder",
                "--json /no/such/folder/j.json  | --json: there is no folder /no/such/folder",
            })
    void run_commandLineAtFault_endsWithOneSentenceAndCode2(String arguments, String sentence) {
        int exitCode = run(arguments.split(" "));

        assertThat(exitCode).as(text(err)).isEqualTo(2);
        assertThat(text(err)).startsWith("odradek: ").contains(sentence).doesNotContain("\tat ");
        assertThat(text(err).lines()).hasSize(1);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void run_help_namesEveryOptionOnStandardOutput() {
        int exitCode = run("--help");

        assertThat(exitCode).isZero();
        assertThat(text(out))
                .contains("Usage: odradek bench")
                .contains("--producers", "--brokers", "--record-bytes", "--acks", "--compression", "--keys", "--settings", "--rates")
                .contains("--rounds", "--seconds", "--chart", "--json", "--quick")
                .doesNotContain("\u001B");
        assertThat(text(err)).isEmpty();
    }

    private int run(String... arguments) {
        Bench.Surroundings surroundings = new Bench.Surroundings(
                Path.of("no such tree"),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Interruption());
        return Bench.run(surroundings, arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
