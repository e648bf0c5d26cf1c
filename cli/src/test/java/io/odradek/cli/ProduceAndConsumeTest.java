package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files go in by {@code produce} and come out by {@code consume}, through a broker on a data directory. */
@Timeout(120)
class ProduceAndConsumeTest {
    private static final Path STRIKES = Path.of("../examples/data/birdstrikes.csv");

    @TempDir
    Path folder;

    private String dataDir;

    @BeforeEach
    void chooseDirectory() {
        dataDir = folder.resolve("data").toString();
    }

    @Test
    void produceCsv_tenThousandRecords_comeBackByteForByteInOrderOfEachKey() throws IOException {
        JsonNode summary = json(produce(
                "-t", "strikes", "--input", STRIKES.toString(), "--format", "csv", "--key-field", "Origin State", "--json"));

        assertThat(summary.get("records").asInt()).isEqualTo(10_000);
        assertThat(summary.get("failed").asInt()).isZero();
        assertThat(summary.get("partitions")).hasSize(3);
        for (JsonNode partition : summary.get("partitions")) {
            assertThat(partition.get("first_offset").asLong()).isZero();
            assertThat(partition.get("last_offset").asLong()).isEqualTo(partition.get("records").asLong() - 1);
        }
        assertThat(byKey(consume("-t", "strikes", "--from-beginning", "--json"))).isEqualTo(expectedByKey());
        List<String> lines = Files.readAllLines(STRIKES, StandardCharsets.UTF_8);
        assertThat(consume("-t", "strikes", "--from-beginning").out().lines().sorted().toList())
                .isEqualTo(lines.subList(1, lines.size()).stream().sorted().toList());
    }

    private static Map<String, List<String>> expectedByKey() throws IOException {
        Map<String, List<String>> byKey = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(STRIKES, StandardCharsets.UTF_8);
        try (var parser = CSVFormat.RFC4180.parse(Files.newBufferedReader(STRIKES, StandardCharsets.UTF_8))) {
            int line = 0;
            for (CSVRecord row : parser) {
                if (line > 0) {
                    byKey.computeIfAbsent(row.get(5), key -> new ArrayList<>()).add(lines.get(line));
                }
                line++;
            }
        }
        return byKey;
    }

    private static Map<String, List<String>> byKey(Run consumed) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Map<String, List<String>> byKey = new LinkedHashMap<>();
        for (String line : consumed.out().lines().toList()) {
            JsonNode record = mapper.readTree(line);
            byKey.computeIfAbsent(record.get("key").asText(), key -> new ArrayList<>()).add(record.get("value").asText());
        }
        return byKey;
    }

    @Test
    void produceText_fromStandardInput_splitsKeys() {
        Run produced = Run.withInput("a=1\nb=2\na=3\n", "produce", "-t", "t", "--key-separator", "=", "--data-dir", dataDir);

        assertThat(produced.exitCode()).as(produced.err()).isZero();
        assertThat(produced.out()).contains("records                 3").contains("partition  records");
        assertThat(produced.err()).isEmpty();
        assertThat(consume("-t", "t", "--from-beginning", "--print-key").out().lines())
                .containsExactlyInAnyOrder("a\t1", "b\t2", "a\t3")
                .containsSubsequence("a\t1", "a\t3");
    }

    @Test
    void produce_bytesThatAreNotUtf8_comeBackUnchanged() {
        byte[] line = {(byte) 0xFF, 0, (byte) 0xC3, (byte) 0x28, '\n'};

        Run.withInput(new ByteArrayInputStream(line), "produce", "-t", "t", "--data-dir", dataDir);

        assertThat(consume("-t", "t", "--from-beginning").outBytes()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void produce_withCodec_comesBack(String codec) {
        String lines = "the same again\n".repeat(500);

        Run produced = Run.withInput(lines, "produce", "-t", "t", "-z", codec, "--data-dir", dataDir);

        assertThat(produced.exitCode()).as(produced.err()).isZero();
        assertThat(consume("-t", "t", "--from-beginning").out()).isEqualTo(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "all"})
    void produce_withAcks_comesBack(String acks) {
        Run produced = Run.withInput("x\ny\nz\n", "produce", "-t", "t", "--acks", acks, "--data-dir", dataDir);

        assertThat(produced.exitCode()).as(produced.err()).isZero();
        assertThat(consume("-t", "t", "--from-beginning").out().lines()).containsExactlyInAnyOrder("x", "y", "z");
    }

    @Test
    void produce_partitionsAndPartitioner_areUsed() throws IOException {
        Run produced = Run.withInput("a\n".repeat(10), "produce", "-t", "t", "--partitions", "5", "--partitioner", "round-robin", "--data-dir", dataDir, "--json");

        JsonNode partitions = json(produced).get("partitions");
        assertThat(partitions).hasSize(5).allMatch(partition -> partition.get("records").asInt() == 2);
    }

    @Test
    void produce_topicWithAnotherCount_isToldAndNothingIsSent() {
        Run.withInput("a\n", "produce", "-t", "t", "--data-dir", dataDir);

        Run again = Run.withInput("b\n", "produce", "-t", "t", "--partitions", "7", "--data-dir", dataDir);

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("topic 't' in " + dataDir + " has 3 partitions, not 7");
        assertThat(consume("-t", "t", "--from-beginning").out()).isEqualTo("a\n");
    }

    @Test
    void produce_raggedRow_deliversWhatStandsBeforeItAndEndsWith1() throws IOException {
        Path file = Files.writeString(folder.resolve("birds.csv"), "a,b\n1,2\n3,4\n5\n6,7\n");

        Run produced = produce("-t", "t", "--format", "csv", "--input", file.toString());

        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(produced.out()).contains("records                 2");
        assertThat(produced.err()).contains("birds.csv, line 4: the row has 1 field where the header has 2; the 2 records before it were sent").doesNotContain("\tat ");
        assertThat(consume("-t", "t", "--from-beginning").out().lines()).containsExactlyInAnyOrder("1,2", "3,4");
    }

    @Test
    void produce_recordLargerThanARequest_failsAloneWithOneSentence() {
        String lines = "small\n" + "x".repeat(5000) + "\nsmall too\n";

        Run produced = Run.withInput(lines, "produce", "-t", "t", "-X", "max.request.size=2000", "--data-dir", dataDir);

        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(produced.out()).contains("records                 2 (1 failed)");
        assertThat(produced.err()).contains("1 record was not delivered").contains("max.request.size").doesNotContain("\tat ");
        assertThat(consume("-t", "t", "--from-beginning").out().lines()).containsExactlyInAnyOrder("small", "small too");
    }

    @Test
    void produce_unknownPartitioner_namesTheKnownOnes() {
        Run produced = Run.withInput("a\n", "produce", "-t", "t", "--partitioner", "murmur3", "--data-dir", dataDir);

        assertThat(produced.exitCode()).isEqualTo(2);
        assertThat(produced.err()).contains("murmur3").contains("murmur2").doesNotContain("\tat ");
    }

    @Test
    void produce_emptyInput_saysSoAndIsDone() {
        Run produced = Run.withInput("", "produce", "-t", "t", "--data-dir", dataDir);

        assertThat(produced.exitCode()).isZero();
        assertThat(produced.err()).contains("standard input has no records: nothing was sent");
    }

    @Test
    void consume_offsetPartitionAndCount_chooseRecords() {
        Run.withInput("a\nb\nc\nd\n", "produce", "-t", "t", "--partitions", "1", "--data-dir", dataDir);

        assertThat(consume("-t", "t", "--offset", "2").out()).isEqualTo("c\nd\n");
        assertThat(consume("-t", "t", "--from-beginning", "-n", "3").out()).isEqualTo("a\nb\nc\n");
        assertThat(consume("-t", "t", "--from-beginning", "-p", "0").out()).isEqualTo("a\nb\nc\nd\n");
        assertThat(consume("-t", "t").out()).isEmpty();
        assertThat(consume("-t", "t").err()).contains("give --from-beginning, --offset or --follow");
        assertThat(consume("-t", "t", "-p", "1").err()).contains("--partition is 1; topic 't' has partitions 0 to 0");
        assertThat(consume("-t", "t", "-o", "9").err()).contains("--offset is 9; the records of t-0 have offsets from 0 up to 4");
    }

    @Test
    void consume_unknownTopic_isNotCreated() {
        Run.withInput("a\n", "produce", "-t", "t", "--data-dir", dataDir);

        Run consumed = consume("-t", "unknown", "--from-beginning");

        assertThat(consumed.exitCode()).isEqualTo(1);
        assertThat(consumed.err()).contains("there is no topic 'unknown' in " + dataDir).doesNotContain("\tat ");
        assertThat(Run.of("topics", "list", "--data-dir", dataDir).out()).isEqualTo("t\n");
    }

    @Test
    void topics_createDescribeDelete_work() throws IOException {
        assertThat(Run.of("topics", "create", "-t", "birds", "--partitions", "2", "--data-dir", dataDir).out())
                .isEqualTo("created topic birds with 2 partitions\n");
        assertThat(Run.of("topics", "create", "birds", "--data-dir", dataDir).err())
                .isEqualToIgnoringNewLines("odradek: topic 'birds' was not created: it exists already in " + dataDir);
        assertThat(Run.of("topics", "describe", "birds", "--data-dir", dataDir).out()).contains("topic birds (").contains("first offset");
        JsonNode described = json(Run.of("topics", "describe", "birds", "--json", "--data-dir", dataDir));
        assertThat(described.get("partitions")).hasSize(2);
        assertThat(described.get("partitions").get(0).get("end_offset").asLong()).isZero();
        assertThat(Run.of("topics", "delete", "birds", "--data-dir", dataDir).out()).isEqualTo("deleted topic birds\n");
        Run again = Run.of("topics", "delete", "birds", "--data-dir", dataDir);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("there is no topic 'birds' in " + dataDir + " that could be deleted");
    }

    private Run produce(String... arguments) {
        return on("produce", arguments);
    }

    private Run consume(String... arguments) {
        return on("consume", arguments);
    }

    private Run on(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--data-dir", dataDir));
        all.addAll(Arrays.asList(arguments));
        return Run.of(all.toArray(String[]::new));
    }

    private static JsonNode json(Run run) throws IOException {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }
}
