package io.odradek.fuzz.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Producer;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Sends records, one wave after the other, and reads all of them back. Confined to one thread. */
final class GoodClient {
    private static final int PARTITION_COUNT = 3;
    private static final int WAVE_SIZE = 60;
    private static final long PATIENCE_SECONDS = 60;

    private final String bootstrapServers;
    private final String topic;
    private final List<RecordMetadata> acknowledged = new ArrayList<>();

    GoodClient(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    void createTopics(String... more) throws Exception {
        List<NewTopic> topics = new ArrayList<>(List.of(new NewTopic(topic, PARTITION_COUNT, (short) 1)));
        for (String name : more) {
            topics.add(new NewTopic(name, 2, (short) 1));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Sends waves for as long as it goes on, and at least one. Each record is acknowledged, or this fails. */
    void send(BooleanSupplier goesOn) throws Exception {
        ProducerConfig config = ProducerConfig.builder()
                .bootstrapServers(bootstrapServers)
                .set("acks", "all")
                .build();
        try (Producer<String, String> producer = OdradekProducer.create(config, Serializer.utf8(), Serializer.utf8())) {
            do {
                List<CompletableFuture<RecordMetadata>> wave = new ArrayList<>();
                for (int i = 0; i < WAVE_SIZE; i++) {
                    int number = acknowledged.size() + i;
                    wave.add(producer.send(ProducerRecord.<String, String>of(topic, "value " + number).toPartition(number % PARTITION_COUNT)));
                }
                for (CompletableFuture<RecordMetadata> sent : wave) {
                    acknowledged.add(sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
                }
            } while (goesOn.getAsBoolean());
        }
    }

    /** Reads everything with Kafka's own consumer: what was acknowledged, where it was, in order, and nothing else. */
    void readBack() {
        List<TopicPartition> partitions =
                IntStream.range(0, PARTITION_COUNT).mapToObj(partition -> new TopicPartition(topic, partition)).toList();
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "check.crcs", "true"), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(read::add);
            }
        }
        assertThat(read).hasSameSizeAs(acknowledged);
        for (int partition = 0; partition < PARTITION_COUNT; partition++) {
            int wanted = partition;
            List<String> values = read.stream().filter(record -> record.partition() == wanted).map(ConsumerRecord::value).toList();
            List<String> sent = IntStream.range(0, acknowledged.size())
                    .filter(number -> number % PARTITION_COUNT == wanted)
                    .peek(number -> assertThat(acknowledged.get(number).offset()).isEqualTo(number / PARTITION_COUNT))
                    .mapToObj(number -> "value " + number)
                    .toList();
            assertThat(values).as("partition %d", partition).isEqualTo(sent);
        }
    }

    int acknowledgedCount() {
        return acknowledged.size();
    }
}
