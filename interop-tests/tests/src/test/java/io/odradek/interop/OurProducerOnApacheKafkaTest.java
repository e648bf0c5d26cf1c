package io.odradek.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Producer;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import io.odradek.spi.plugin.PluginRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our producer writes to an Apache Kafka broker, and Kafka's own consumer reads back record for record. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OurProducerOnApacheKafkaTest {
    private static final int PARTITIONS_OF_NEW_TOPICS = 3;

    private ApacheKafka kafka;
    private KafkaClient judge;

    @BeforeAll
    void startKafka(@TempDir Path folder) throws Exception {
        kafka = ApacheKafka.start(folder);
        judge = new KafkaClient(RuntimeClassPath.CLIENTS_CURRENT, folder, kafka.bootstrapServers());
    }

    @AfterAll
    void stopKafka() {
        kafka.close();
    }

    @Test
    void send_defaults_everyRecordReadBack() throws Exception {
        everyRecordIsReadBack("defaults", Map.of());
    }

    @Tag("proof")
    @ParameterizedTest(name = "acks={0} idempotent={1} {2}")
    @MethodSource("everyAcksAndCodec")
    void send_everyCodecAndAcks_everyRecordReadBack(String acks, boolean idempotent, String codec) throws Exception {
        everyRecordIsReadBack(
                "t-" + acks + "-" + codec + "-" + idempotent,
                Map.of("acks", acks, "compression.type", codec, "enable.idempotence", Boolean.toString(idempotent)));
    }

    static Stream<Arguments> everyAcksAndCodec() {
        return Stream.of("0", "1", "all, not idempotent", "all")
                .flatMap(acks -> Stream.of("none", "gzip", "snappy", "lz4", "zstd")
                        .map(codec -> Arguments.of(acks.split(",")[0], acks.equals("all"), codec)));
    }

    /** The topic does not exist yet; the broker creates it while the producer sends. */
    private void everyRecordIsReadBack(String topic, Map<String, String> settings) throws Exception {
        everyRecordIsReadBack(topic, PARTITIONS_OF_NEW_TOPICS, settings);
    }

    private void everyRecordIsReadBack(String topic, int partitionCount, Map<String, String> settings) throws Exception {
        // Given
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("bootstrap.servers", kafka.bootstrapServers());
        SampleRecords records = new SampleRecords(topic, partitionCount);

        // When
        try (Producer<byte[], byte[]> producer =
                OdradekProducer.create(ProducerConfig.of(all), Serializer.bytes(), Serializer.bytes())) {
            records.sendAll(producer);
            producer.flush().get(60, TimeUnit.SECONDS);
        }

        // Then
        List<ReadRecord> read = judge.consume(topic, Map.of("max.partition.fetch.bytes", "2000000"));
        records.verify(read, !"0".equals(settings.get("acks")));
    }

    @Tag("proof")
    @Test
    void send_acknowledgementPolicyThatKafkaDoesNotHave_failsAndNothingIsSent() throws Exception {
        // Given
        String topic = "unsound";
        kafka.createTopic(topic, 1);
        ProducerConfig config = ProducerConfig.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .plugins(PluginRegistry.discover().with(new SoundAckPolicyProvider()))
                .set("ack.policy", "sound")
                .build();

        // When
        try (Producer<byte[], byte[]> producer = OdradekProducer.create(config, Serializer.bytes(), Serializer.bytes())) {
            CompletableFuture<RecordMetadata> sent = producer.send(ProducerRecord.of(topic, number(1)));

            // Then
            assertThat(sent).failsWithin(60, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("does not serve the acknowledgement policy 'sound'")
                    .withMessageContaining("put the policy's jar on the path");
        }
        assertThat(judge.consume(topic, Map.of())).isEmpty();
    }

    static IntStream partitionCounts() {
        return IntStream.of(1, 2, 7, 64);
    }

    @Tag("proof")
    @ParameterizedTest
    @MethodSource("partitionCounts")
    void send_anyNumberOfPartitions_everyRecordWhereKafkaWouldPlaceIt(int partitionCount) throws Exception {
        String topic = "wide-" + partitionCount;
        kafka.createTopic(topic, partitionCount);

        everyRecordIsReadBack(topic, partitionCount, Map.of("acks", "all"));
    }

    @Tag("proof")
    @ParameterizedTest
    @CsvSource({"true, stop", "true, kill", "false, stop", "false, kill"})
    void send_brokerRestartsMeanwhile_everyAcknowledgedRecordIsThere(boolean idempotent, String how) throws Exception {
        // Given
        String topic = "restart-" + idempotent + "-" + how;
        Map<String, String> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "acks", "all",
                "enable.idempotence", Boolean.toString(idempotent),
                "linger.ms", "1");
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

        // When
        try (Producer<byte[], byte[]> producer =
                OdradekProducer.create(ProducerConfig.of(settings), Serializer.bytes(), Serializer.bytes())) {
            for (int i = 0; i < 30_000; i++) {
                sent.add(producer.send(ProducerRecord.of(topic, number(i % 7), number(i))));
                if (i == 10_000) {
                    sent.get(5_000).get(60, TimeUnit.SECONDS);
                    restart(how);
                }
            }
            producer.flush().get(120, TimeUnit.SECONDS);
        }

        // Then
        List<ReadRecord> read = judge.consume(topic, Map.of());
        Set<String> there = new HashSet<>();
        read.forEach(record -> there.add(record.value()));
        List<Integer> missing = IntStream.range(0, sent.size())
                .filter(i -> sent.get(i).join() != null && !there.contains(ReadRecord.text(number(i))))
                .boxed()
                .toList();
        assertThat(missing).as("acknowledged and not there").isEmpty();
        if (idempotent) {
            assertThat(read).as("once").hasSize(sent.size());
            assertInOrderPerKey(read);
        }
    }

    private static byte[] number(int i) {
        return Integer.toString(i).getBytes(StandardCharsets.UTF_8);
    }

    private void restart(String how) throws Exception {
        if (how.equals("kill")) {
            kafka.killAndRestart();
        } else {
            kafka.restart();
        }
    }

    private static void assertInOrderPerKey(List<ReadRecord> read) {
        Map<String, Integer> last = new LinkedHashMap<>();
        for (ReadRecord record : read) {
            int number = Integer.parseInt(new String(java.util.Base64.getDecoder().decode(record.value()), StandardCharsets.UTF_8));
            Integer before = last.put(record.key(), number);
            assertThat(before == null || before < number)
                    .as("key %s: %s before %s", record.key(), before, number)
                    .isTrue();
        }
    }
}
