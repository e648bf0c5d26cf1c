package io.odradek.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Header;
import io.odradek.api.Producer;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;

/** Records of every kind for one topic, and whether a reader found each as it was sent. */
final class SampleRecords {
    private static final long SEED = 20_261_101;
    private static final int COUNT = 1_000;
    private static final int LARGEST_VALUE_BYTES = 900_000;

    private final String topic;
    private final int partitionCount;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<CompletableFuture<RecordMetadata>> outcomes = new ArrayList<>();

    /** Keys null, empty and not; values null, empty, and up to 900,000 bytes; headers null, empty and not; timestamps given and not. */
    SampleRecords(String topic, int partitionCount) {
        this.topic = topic;
        this.partitionCount = partitionCount;
        Random random = new Random(SEED);
        for (int i = 0; i < COUNT; i++) {
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
    }

    private static byte @Nullable [] value(Random random, int i) {
        return switch (i % 100) {
            case 7, 57 -> null;
            case 13 -> bytes(random, random.nextInt(LARGEST_VALUE_BYTES));
            case 21 -> new byte[0];
            case 42 -> bytes(random, i == 42 ? LARGEST_VALUE_BYTES : 1);
            default -> bytes(random, random.nextInt(300));
        };
    }

    private static byte[] number(int i) {
        return Integer.toString(i).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    int count() {
        return records.size();
    }

    /** Sends those that were not sent yet. */
    void sendAll(Producer<byte[], byte[]> producer) {
        send(producer, count());
    }

    /** Sends those before {@code untilIndex} that were not sent yet. */
    void send(Producer<byte[], byte[]> producer, int untilIndex) {
        while (outcomes.size() < untilIndex) {
            outcomes.add(producer.send(records.get(outcomes.size())));
        }
    }

    /** Everything was acknowledged and read, once and as it was sent; {@code offsetsTold}: where it was acknowledged, too. */
    void verify(List<ReadRecord> read, boolean offsetsTold) throws Exception {
        assertThat(read).as(topic).hasSize(count());
        Map<String, ReadRecord> byNumber = new LinkedHashMap<>();
        read.forEach(record -> byNumber.put(record.headers().get(0), record));
        for (int i = 0; i < count(); i++) {
            ReadRecord actual = byNumber.get("number=" + ReadRecord.text(number(i)));
            assertThat(actual).as("record " + i + " of " + topic).isNotNull();
            verify(records.get(i), outcomes.get(i).get(0, TimeUnit.SECONDS), actual, offsetsTold);
        }
    }

    private void verify(ProducerRecord<byte[], byte[]> sent, RecordMetadata told, ReadRecord actual, boolean offsetsTold) {
        assertThat(actual.partition()).isEqualTo(told.partition().partition());
        assertThat(actual.key()).isEqualTo(ReadRecord.text(sent.key()));
        assertThat(actual.value()).isEqualTo(ReadRecord.text(sent.value()));
        assertThat(actual.headers()).isEqualTo(sent.headers().stream()
                .map(header -> header.key() + "=" + (header.value() == null ? "-" : ReadRecord.text(header.value())))
                .toList());
        if (offsetsTold) {
            assertThat(actual.offset()).isEqualTo(told.offset());
        }
        if (sent.timestampMs() != null) {
            assertThat(actual.timestampMs()).isEqualTo(sent.timestampMs());
        }
        if (sent.key() != null) {
            assertThat(actual.partition())
                    .as("as Kafka's own partitioner places it")
                    .isEqualTo(BuiltInPartitioner.partitionForKey(sent.key(), partitionCount));
        }
    }
}
