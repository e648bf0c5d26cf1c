package io.odradek.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kafka's own Java clients, each version in a process of its own, on our broker. */
class KafkaClientsOnOurBrokerTest {
    /** How every topic that was written is read. */
    static final List<String> READS = List.of("from the beginning with read_committed", "from an offset", "from a timestamp");
    /** What is administered. */
    static final List<String> ADMINISTERS = List.of("create, describe, list and delete topics", "describe the cluster");

    private static final int RECORDS = 2_000;

    @TempDir
    Path folder;

    private Broker broker;

    @BeforeEach
    void startBroker() {
        broker = Broker.start(BrokerConfig.builder()
                .dataDirectory(folder.resolve("data"))
                .partitions(3)
                .build());
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void currentClients_producerConsumerAdmin_agreeWithUs() throws Exception {
        allFeaturesOf(RuntimeClassPath.CLIENTS_CURRENT, Map.of("defaults", Map.of(), "lz4", Map.of("compression.type", "lz4")));
    }

    @Tag("proof")
    @Test
    void currentClients_everyCodecAndAcks_agreeWithUs() throws Exception {
        allFeaturesOf(RuntimeClassPath.CLIENTS_CURRENT, everySetting());
    }

    @Tag("proof")
    @ParameterizedTest
    @MethodSource("io.odradek.interop.KafkaClient#olderVersions")
    void olderClients_everyCodecAndAcks_agreeWithUs(RuntimeClassPath version) throws Exception {
        allFeaturesOf(version, everySetting());
    }

    /** What each version is tried with, by name. */
    static Map<String, Map<String, String>> everySetting() {
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        settings.put("defaults", Map.of());
        settings.put("idempotent", Map.of("enable.idempotence", "true", "acks", "all"));
        settings.put("acks0", Map.of("acks", "0", "enable.idempotence", "false"));
        settings.put("acksAll", Map.of("acks", "all", "enable.idempotence", "false"));
        settings.put("acks1", Map.of("acks", "1", "enable.idempotence", "false"));
        settings.put("withoutKeys", Map.of("keys", "false"));
        for (String codec : List.of("gzip", "snappy", "lz4", "zstd")) {
            settings.put(codec, Map.of("compression.type", codec));
        }
        return settings;
    }

    private void allFeaturesOf(RuntimeClassPath version, Map<String, Map<String, String>> settingsByName) throws Exception {
        KafkaClient client = new KafkaClient(version, folder, broker.bootstrapServers());
        for (Map.Entry<String, Map<String, String>> entry : settingsByName.entrySet()) {
            producesAndConsumes(client, "t-" + entry.getKey(), entry.getValue());
        }
        administers(client);
    }

    private void producesAndConsumes(KafkaClient client, String topic, Map<String, String> settings) throws Exception {
        // Given
        Map<String, String> options = new LinkedHashMap<>(settings);
        options.put("topic", topic);
        options.put("count", Integer.toString(RECORDS));

        // When
        List<String[]> acknowledged = client.run("produce", options);
        List<ReadRecord> all = client.consume(topic, Map.of("isolation.level", "read_committed"));
        List<ReadRecord> fromOffset = client.consume(topic, Map.of("from", "offset:50"));
        long middleMs = all.get(all.size() / 2).timestampMs();
        List<ReadRecord> fromTimestamp = client.consume(topic, Map.of("from", "timestamp:" + middleMs));

        // Then
        assertThat(acknowledged).as(topic).hasSize(RECORDS);
        assertThat(all).as(topic).hasSize(RECORDS);
        for (ReadRecord record : all) {
            int i = numberOf(record);
            boolean keyed = !"false".equals(settings.get("keys"));
            assertThat(record.key()).isEqualTo(ReadRecord.text(keyed ? ("k" + i % 10).getBytes(StandardCharsets.UTF_8) : null));
            assertThat(record.headers())
                    .containsExactly("i=" + ReadRecord.text(Integer.toString(i).getBytes(StandardCharsets.UTF_8)), "nothing=-");
            if (!topic.equals("t-acks0")) {
                assertThat(acknowledged.get(i)).as("record " + i).containsExactly(
                        Integer.toString(record.partition()), Long.toString(record.offset()));
            }
        }
        for (int partition = 0; partition < 3; partition++) {
            int wanted = partition;
            List<ReadRecord> own = all.stream().filter(record -> record.partition() == wanted).toList();
            assertThat(own.stream().map(ReadRecord::offset)).as(topic + " offsets without a gap").containsExactlyElementsOf(
                    java.util.stream.LongStream.range(0, own.size()).boxed().toList());
            List<Integer> numbers = new ArrayList<>(own.stream().map(KafkaClientsOnOurBrokerTest::numberOf).toList());
            assertThat(numbers).as(topic + " in the order of sending").isSorted();
        }
        assertThat(fromOffset).as(topic).containsExactlyElementsOf(all.stream().filter(record -> record.offset() >= 50).toList());
        assertThat(fromTimestamp).as(topic).isNotEmpty().allMatch(record -> all.contains(record));
        assertThat(fromTimestamp.stream().filter(record -> record.timestampMs() >= middleMs).count())
                .as(topic + " none from the timestamp on is missing")
                .isEqualTo(all.stream().filter(record -> record.timestampMs() >= middleMs).count());
    }

    private static int numberOf(ReadRecord record) {
        String value = new String(java.util.Base64.getDecoder().decode(record.value()), StandardCharsets.UTF_8);
        return Integer.parseInt(value.split(" ")[1]);
    }

    private void administers(KafkaClient client) throws Exception {
        List<String[]> lines = client.run("admin", Map.of("topic", "administered"));

        assertThat(lines.stream().map(Arrays::asList)).containsExactly(
                List.of("partitions", "4", lines.get(0)[2]),
                List.of("cluster", broker.clusterId(), "1"),
                List.of("listed", "true"),
                List.of("listed", "false"));
    }
}
