package io.odradek.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Header;
import io.odradek.api.Producer;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our producer writes to an Apache Kafka broker, and Kafka's own consumer reads back record for record. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OurProducerOnApacheKafkaTest {
    private static final long SEED = 20_261_101;
    private static final int PARTITIONS_OF_NEW_TOPICS = 3;
    private static final int LARGEST_VALUE_BYTES = 900_000;

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

    /** A record sent, as it must be read. */
    private record Sent(ProducerRecord<byte[], byte[]> record, CompletableFuture<RecordMetadata> outcome) {}

    @Test
    void send_defaults_everyRecordReadBack() throws Exception {
        everyRecordIsReadBack("defaults", Map.of());
    }

    @Tag("proof")
    @ParameterizedTest
    @CsvSource({
        "1, none, false", "1, gzip, false", "1, snappy, false", "1, lz4, false", "1, zstd, false",
        "all, none, true", "all, gzip, true", "all, snappy, true", "all, lz4, true", "all, zstd, true",
        "all, none, false", "0, none, false", "0, lz4, false"
    })
    void send_everyCodecAndAcks_everyRecordReadBack(String acks, String codec, boolean idempotent) throws Exception {
        everyRecordIsReadBack(
                "t-" + acks + "-" + codec + "-" + idempotent,
                Map.of("acks", acks, "compression.type", codec, "enable.idempotence", Boolean.toString(idempotent)));
    }

    private void everyRecordIsReadBack(String topic, Map<String, String> settings) throws Exception {
        // Given
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("bootstrap.servers", kafka.bootstrapServers());
        List<Sent> sent = new ArrayList<>();

        // When: the topic does not exist yet; the broker creates it while the producer sends
        try (Producer<byte[], byte[]> producer =
                OdradekProducer.create(ProducerConfig.of(all), Serializer.bytes(), Serializer.bytes())) {
            for (ProducerRecord<byte[], byte[]> record : records(topic)) {
                sent.add(new Sent(record, producer.send(record)));
            }
            producer.flush().get(60, TimeUnit.SECONDS);
        }

        // Then
        List<ReadRecord> read = judge.consume(topic, Map.of("max.partition.fetch.bytes", "2000000"));
        assertThat(read).as(topic).hasSize(sent.size());
        boolean offsetsTold = !"0".equals(settings.get("acks"));
        Map<String, ReadRecord> byNumber = new LinkedHashMap<>();
        read.forEach(record -> byNumber.put(record.headers().get(0), record));
        for (int i = 0; i < sent.size(); i++) {
            ReadRecord actual = byNumber.get("number=" + ReadRecord.text(number(i)));
            assertThat(actual).as("record " + i + " of " + topic).isNotNull();
            verify(sent.get(i), actual, offsetsTold);
        }
    }

    private static void verify(Sent sent, ReadRecord actual, boolean offsetsTold) throws Exception {
        ProducerRecord<byte[], byte[]> record = sent.record();
        RecordMetadata metadata = sent.outcome().get(0, TimeUnit.SECONDS);
        assertThat(actual.partition()).isEqualTo(metadata.partition().partition());
        assertThat(actual.key()).isEqualTo(ReadRecord.text(record.key()));
        assertThat(actual.value()).isEqualTo(ReadRecord.text(record.value()));
        assertThat(actual.headers()).isEqualTo(record.headers().stream()
                .map(header -> header.key() + "=" + (header.value() == null ? "-" : ReadRecord.text(header.value())))
                .toList());
        if (offsetsTold) {
            assertThat(actual.offset()).isEqualTo(metadata.offset());
        }
        if (record.timestampMs() != null) {
            assertThat(actual.timestampMs()).isEqualTo(record.timestampMs());
        }
        if (record.key() != null) {
            assertThat(actual.partition())
                    .as("as Kafka's own partitioner places it")
                    .isEqualTo(BuiltInPartitioner.partitionForKey(record.key(), PARTITIONS_OF_NEW_TOPICS));
        }
    }

    /** Keys null, empty and not; values null, from 0 bytes to 900 KB; headers null, empty and not; timestamps given and not. */
    private static List<ProducerRecord<byte[], byte[]>> records(String topic) {
        Random random = new Random(SEED);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] key = i % 4 == 0 ? null : bytes(random, i % 4 == 1 ? 0 : 1 + random.nextInt(20));
            byte[] value = value(random, i);
            Long timestampMs = i % 3 == 0 ? null : 1_700_000_000_000L + random.nextInt(100_000_000);
            List<Header> headers = new ArrayList<>(List.of(new Header("number", number(i))));
            if (i % 5 == 0) {
                headers.add(new Header("nothing", null));
                headers.add(new Header("", new byte[0]));
                headers.add(new Header("ünïcode", bytes(random, 10)));
            }
            records.add(new ProducerRecord<>(topic, null, timestampMs, key, value, headers));
        }
        return records;
    }

    private static byte @Nullable [] value(Random random, int i) {
        if (i % 50 == 7) {
            return null;
        }
        return bytes(random, i % 100 == 13 ? random.nextInt(LARGEST_VALUE_BYTES) : random.nextInt(300));
    }

    private static byte[] number(int i) {
        return Integer.toString(i).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Tag("proof")
    @ParameterizedTest
    @CsvSource({"true, stop", "true, kill", "false, stop"})
    void send_brokerRestartsMeanwhile_everyAcknowledgedRecordIsThere(boolean idempotent, String how) throws Exception {
        // Given
        String topic = "restart-" + idempotent + "-" + how;
        Map<String, String> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "acks", "all",
                "enable.idempotence", Boolean.toString(idempotent),
                "linger.ms", "1");
        List<Sent> sent = new ArrayList<>();

        // When
        try (Producer<byte[], byte[]> producer =
                OdradekProducer.create(ProducerConfig.of(settings), Serializer.bytes(), Serializer.bytes())) {
            for (int i = 0; i < 30_000; i++) {
                ProducerRecord<byte[], byte[]> record = ProducerRecord.of(topic, number(i % 7), number(i));
                sent.add(new Sent(record, producer.send(record)));
                if (i == 10_000) {
                    sent.get(5_000).outcome().get(60, TimeUnit.SECONDS);
                    restart(how);
                }
            }
            producer.flush().get(120, TimeUnit.SECONDS);
        }

        // Then
        List<ReadRecord> read = judge.consume(topic, Map.of());
        Set<String> there = new HashSet<>();
        read.forEach(record -> there.add(record.value()));
        List<String> missing = sent.stream()
                .peek(one -> one.outcome().join())
                .map(one -> ReadRecord.text(one.record().value()))
                .filter(value -> !there.contains(value))
                .toList();
        assertThat(missing).as("acknowledged and not there").isEmpty();
        if (idempotent) {
            assertThat(read).as("once").hasSize(sent.size());
            assertInOrderPerKey(read);
        }
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
