package io.odradek.interop.torture;

import io.odradek.api.Header;
import io.odradek.api.TopicPartition;
import io.odradek.cli.torture.SharedHistory;
import io.odradek.cli.torture.TortureReader;
import io.odradek.testkit.history.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows with Kafka's own consumer, without a group.
 *
 * <p>Thread-safe.
 */
final class KafkaReader implements TortureReader {
    private static final Duration POLL_MAX = Duration.ofSeconds(1);
    private static final long END_MS_MAX = 10_000;

    private final String name;
    private final String bootstrapServers;
    private final List<org.apache.kafka.common.TopicPartition> partitions;
    private final SharedHistory history;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean stopped;

    KafkaReader(String name, String bootstrapServers, List<TopicPartition> partitions, SharedHistory history) {
        this.name = name;
        this.bootstrapServers = bootstrapServers;
        this.partitions = partitions.stream()
                .map(partition -> new org.apache.kafka.common.TopicPartition(partition.topic(), partition.partition()))
                .toList();
        this.history = history;
        this.thread = new Thread(this::follow, "odradek-torture-" + name);
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    private void follow() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped) {
                consumer.poll(POLL_MAX).forEach(this::take);
            }
        } catch (KafkaException unreadable) {
            history.leftOver("the reader " + name + " could not read on from " + positions + ": " + unreadable);
        }
    }

    /** A position that a leader does not have any more must be an error: with any other reset, what vanished would be passed over. */
    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG, "torture-" + name,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        history.seen(name, partition, record.offset(), new Content(record.key(), record.value(), headers));
        positions.put(partition, record.offset() + 1);
    }

    @Override
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(END_MS_MAX);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
