package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.plugin.Contract;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTreeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                  | Missing required subcommand",
                "prodce                                              | Unmatched argument",
                "produce -t t --acs 1                                | did you mean --acks",
                "produce -t t --bogus                                | Unknown option: '--bogus'",
                "produce                                             | Missing required option: '--topic",
                "produce -t t --format xml                           | Invalid value for option '--format'",
                "produce -t t --key-field a                          | --key-field needs --format csv",
                "produce -t t --format csv --key-separator :         | --key-separator needs --format text",
                "produce -t t --partitions 0                         | --partitions is 0; a topic has at least 1",
                "produce -t t --partitions x                         | Invalid value for option '--partitions'",
                "produce -t t --acks all -X acks=1                   | --acks all contradicts -X acks=1",
                "produce -t t -b h:1 --data-dir d                    | --data-dir is for a broker of the command's own",
                "produce -t t -b nonsense --input /dev/null          | is not of the form host:port",
                "consume                                             | Missing required option: '--topic",
                "consume -t t --data-dir /no/such/dir                | there is no data directory /no/such/dir",
                "consume -t t -o 1 --from-beginning                  | --from-beginning and --offset contradict each other",
                "consume -t t -o -1                                  | --offset is -1; offsets begin at 0",
                "consume -t t -n 0                                   | --max-messages is 0; give at least 1",
                "consume -t t --json --print-key                     | --print-key is for plain output",
                "topics                                              | Missing required subcommand",
                "topics create                                       | no topic is named; name one with --topic",
                "topics create t --partitions 0                      | --partitions is 0; a topic has at least 1",
                "topics create t --replication-factor 99999          | --replication-factor is 99999",
                "topics delete                                       | no topic is named; name one with --topic",
                "topics elect                                        | no topic is named; name one with --topic",
                "topics elect -t a -t b --partition 0                | --partition is of one topic, and 2 are named",
                "broker --listen nonsense                            | nonsense",
                "broker --quorum 1@h:1,2@h:2                         | --quorum needs --node-id",
                "broker --node-id 3 --quorum 1@h:1,2@h:2             | this broker is node 3, which is not in it",
                "broker --node-id 1 --quorum 1:h@1                   | a member is written id@host:port",
                "broker --node-id 1 -X node.id=2                     | -X node.id=2 contradicts the options",
                "cluster --brokers 0                                 | --brokers is 0; give from 1 to 9",
                "cluster --base-port 65530                           | --base-port is 65530",
                "cluster --heap-mb 1                                 | --heap-mb is 1; a broker needs 32",
                "cluster status                                      | Missing required option: '--bootstrap-server",
                "failover-demo --kills -1                            | --kills is -1; give at least 0",
                "failover-demo --seconds 0                           | --seconds is 0; give at least 1",
                "failover-demo --input /no/such/file.csv             | there is no file /no/such/file.csv",
                "torture --minutes 0                                 | --minutes is 0.0; give more than 0",
                "torture --minutes 1 --rate 0                        | --rate is 0; give at least 1",
                "torture --clients odradek,kafka-clients             | names 'kafka-clients'; known here: odradek (kafka-clients is known",
            })
    void run_commandLineAtFault_endsWithOneSentenceAndCode2(String arguments, String sentence) {
        Run run = Run.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void run_help_goesToStandardOutput() {
        Run run = Run.of("produce", "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("--key-field").contains("Usage: odradek produce").doesNotContain("\u001B");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void run_helpOfTheRoot_mentionsThatThereAreRaces() {
        assertThat(Run.of("--help").out()).contains("odradek bench");
    }

    @Test
    void run_version_isTold() {
        assertThat(Run.of("--version").out()).startsWith("odradek ");
    }

    @Test
    void produce_absentFile_isToldBeforeAnythingStarts() {
        Run run = Run.of("produce", "-t", "t", "--input", folder.resolve("absent.csv").toString(), "--data-dir", folder.resolve("d").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualToIgnoringNewLines("odradek: --input: there is no file " + folder.resolve("absent.csv"));
        assertThat(folder.resolve("d")).doesNotExist();
    }

    @Test
    void produce_directory_isRefused() {
        Run run = Run.of("produce", "-t", "t", "--input", folder.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualToIgnoringNewLines("odradek: --input: " + folder + " is a directory, not a file");
    }

    @Test
    void produce_emptyCsv_isRefused() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));

        Run run = Run.of("produce", "-t", "t", "--format", "csv", "--input", empty.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(empty + " is empty: a CSV file begins with a header line").doesNotContain("\tat ");
    }

    @Test
    void produce_missingKeyField_listsTheKnownOnes() throws IOException {
        Path file = Files.writeString(folder.resolve("birds.csv"), "Airport,State\n1,2\n");

        Run run = Run.of("produce", "-t", "t", "--format", "csv", "--key-field", "Stat", "--input", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("did you mean 'State'? its fields are Airport, State");
    }

    @Test
    void run_stackTraceWanted_showsIt() {
        assertThat(Run.of("--stacktrace", "topics", "delete").err()).contains("\tat io.odradek.cli");
    }

    @Test
    void plugins_listsEveryContractAndWhatIsSelected() {
        Run run = Run.of("plugins", "-X", "partitioner=crc32");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Partitioner", "AckPolicy", "RetryPolicy", "LogStorage", "Transport", "CompressionCodec");
        assertThat(run.out()).contains("crc32 is selected, partitioner=crc32").contains("io.odradek.partitioners.Crc32PartitionerProvider");
    }

    @Test
    void plugins_unknownSelection_isTold() {
        assertThat(Run.of("plugins", "-X", "storage=paper").out()).contains("no plug-in named 'paper' was found");
    }

    @Test
    void plugins_providerThatCannotBeLoaded_isToldWithTheReason() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve("io.odradek.spi.partitioner.PartitionerProvider"), "no.such.Provider\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);

            assertThat(Run.of("plugins").out()).contains("cannot be used: ").contains("no.such.Provider");
            assertThat(Run.of("plugins", "--json").out()).contains("no.such.Provider");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void plugins_json_isOneObjectForEachContract() {
        assertThat(Run.of("plugins", "--json").out().lines())
                .hasSize(Contract.all().size())
                .allMatch(line -> line.startsWith("{\"contract\":\""));
    }
}
