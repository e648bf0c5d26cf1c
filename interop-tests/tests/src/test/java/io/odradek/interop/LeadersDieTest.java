package io.odradek.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Producer;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our idempotent producer sends to three Apache Kafka nodes while leaders are killed or stopped, one after the other. The application does
 * nothing; every record is there once and in order.
 */
@Tag("proof")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeadersDieTest {
    private static final int PARTITIONS = 3;
    private static final int ROUNDS = 3;
    private static final int RECORDS_PER_ROUND = 20_000;
    /** Sent and not acknowledged; little enough that a partition without a leader is felt. */
    private static final int OPEN_MAX = 2_000;
    /** An election takes three seconds of silence; the request timeout, which nobody should have to wait for, is thirty. */
    private static final Duration GAP_MAX = Duration.ofSeconds(20);

    private ApacheKafkaCluster kafka;
    private KafkaClient judge;

    @BeforeAll
    void startKafka(@TempDir Path folder) throws Exception {
        kafka = ApacheKafkaCluster.start(folder);
        judge = new KafkaClient(RuntimeClassPath.CLIENTS_CURRENT, folder, kafka.bootstrapServers());
    }

    @AfterAll
    void stopKafka() {
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"killed", "stopped"})
    void send_leadersGoOneAfterTheOther_everyRecordIsThereOnceAndInOrder(String how) throws Exception {
        // Given
        String topic = "leaders-" + how;
        kafka.createTopic(topic, PARTITIONS);
        Map<String, String> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "linger.ms", "1");
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        Gaps gaps = new Gaps();

        // When
        try (Producer<byte[], byte[]> producer =
                OdradekProducer.create(ProducerConfig.of(settings), Serializer.bytes(), Serializer.bytes())) {
            for (int round = 0; round < ROUNDS; round++) {
                kafka.awaitInSync(topic);
                int leader = kafka.leader(topic, round % PARTITIONS);
                for (int i = 0; i < RECORDS_PER_ROUND; i++) {
                    if (i == RECORDS_PER_ROUND / 4) {
                        lose(leader, how);
                    }
                    send(producer, topic, sent, gaps);
                }
                bringBack(leader, how);
            }
            producer.flush().get(120, TimeUnit.SECONDS);
        }

        // Then
        assertThat(sent).allMatch(each -> each.isDone() && !each.isCompletedExceptionally());
        List<ReadRecord> read = judge.consume(topic, Map.of());
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int p = partition;
            List<Integer> there = read.stream().filter(record -> record.partition() == p).map(LeadersDieTest::number).toList();
            assertThat(there)
                    .as("partition %d", partition)
                    .isEqualTo(IntStream.range(0, sent.size()).filter(i -> i % PARTITIONS == p).boxed().toList());
        }
        assertThat(gaps.longest()).as("longest time without an acknowledgement of a partition").isLessThan(GAP_MAX);
    }

    private static void send(
            Producer<byte[], byte[]> producer, String topic, List<CompletableFuture<RecordMetadata>> sent, Gaps gaps) throws Exception {
        int number = sent.size();
        int partition = number % PARTITIONS;
        gaps.sent(partition);
        CompletableFuture<RecordMetadata> future = producer.send(ProducerRecord.<byte[], byte[]>of(
                        topic, Integer.toString(number).getBytes(StandardCharsets.UTF_8))
                .toPartition(partition));
        sent.add(future.whenComplete((metadata, failure) -> gaps.acknowledged(partition)));
        if (number >= OPEN_MAX) {
            sent.get(number - OPEN_MAX).get(150, TimeUnit.SECONDS);
        }
    }

    private void lose(int node, String how) throws Exception {
        if (how.equals("killed")) {
            kafka.kill(node);
        } else {
            kafka.stop(node);
        }
    }

    private void bringBack(int node, String how) throws Exception {
        if (how.equals("killed")) {
            kafka.restart(node);
        } else {
            kafka.resume(node);
        }
    }

    private static int number(ReadRecord record) {
        return Integer.parseInt(new String(Base64.getDecoder().decode(record.value()), StandardCharsets.UTF_8));
    }

    /** The longest time for which something of a partition was open and nothing of it was acknowledged. */
    private static final class Gaps {
        private final Map<Integer, Long> lastNs = new LinkedHashMap<>();
        private final Map<Integer, Integer> open = new LinkedHashMap<>();
        private final AtomicLong longestNs = new AtomicLong();

        synchronized void sent(int partition) {
            if (open.merge(partition, 1, Integer::sum) == 1) {
                lastNs.put(partition, System.nanoTime());
            }
        }

        synchronized void acknowledged(int partition) {
            long nowNs = System.nanoTime();
            longestNs.accumulateAndGet(nowNs - lastNs.put(partition, nowNs), Math::max);
            open.merge(partition, -1, Integer::sum);
        }

        Duration longest() {
            return Duration.ofNanos(longestNs.get());
        }
    }
}
