package io.odradek.interop.program;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the tests ask of a kafka-clients version: {@code produce}, {@code consume} or {@code admin}.
 *
 * <p>Arguments after the command are {@code key=value}; keys with a dot are the client's own settings. Results are lines of fields
 * separated by tabs, bytes in Base64, null as {@code -}.
 */
public final class KafkaClientsProgram {
    private KafkaClientsProgram() {}

    /** Runs one command; any exception ends the process with code 1. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new TreeMap<>();
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            int equals = argument.indexOf('=');
            options.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        switch (arguments[0]) {
            case "produce":
                produce(options);
                break;
            case "consume":
                consume(options);
                break;
            case "admin":
                admin(options);
                break;
            default:
                throw new IllegalArgumentException("unknown command " + arguments[0]);
        }
    }

    private static Properties settings(Map<String, String> options) {
        Properties settings = new Properties();
        options.forEach((key, value) -> {
            if (key.contains(".") || key.equals("acks")) {
                settings.put(key, value);
            }
        });
        return settings;
    }

    /** {@code topic}, {@code count}, {@code value-bytes}: record i has key {@code k<i mod 10>}, a header, and i in its value. */
    private static void produce(Map<String, String> options) throws Exception {
        int count = Integer.parseInt(options.get("count"));
        int valueBytes = Integer.parseInt(options.getOrDefault("value-bytes", "100"));
        boolean keys = Boolean.parseBoolean(options.getOrDefault("keys", "true"));
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings(options), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                byte[] key = keys ? ("k" + i % 10).getBytes(StandardCharsets.UTF_8) : null;
                StringBuilder value = new StringBuilder("value " + i + " ");
                while (value.length() < valueBytes) {
                    value.append((char) ('a' + (i + value.length()) % 26));
                }
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(options.get("topic"), key, value.toString().getBytes(StandardCharsets.UTF_8));
                record.headers().add("i", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
                record.headers().add("nothing", null);
                sent.add(producer.send(record));
            }
            for (Future<RecordMetadata> future : sent) {
                RecordMetadata metadata = future.get();
                System.out.println(metadata.partition() + "\t" + metadata.offset());
            }
        }
    }

    /** {@code topic}; {@code from} is {@code beginning}, {@code offset:N} or {@code timestamp:MS}; reads to the end of all partitions. */
    private static void consume(Map<String, String> options) {
        String from = options.getOrDefault("from", "beginning");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings(options), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(options.get("topic"))
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            partitions.sort((a, b) -> Integer.compare(a.partition(), b.partition()));
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(consumer, partitions, from, ends);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    print(record);
                }
            }
        }
    }

    private static void seek(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, String from, Map<TopicPartition, Long> ends) {
        if (from.equals("beginning")) {
            consumer.seekToBeginning(partitions);
        } else if (from.startsWith("offset:")) {
            partitions.forEach(partition -> consumer.seek(partition, Long.parseLong(from.substring(7))));
        } else {
            long timestampMs = Long.parseLong(from.substring("timestamp:".length()));
            for (TopicPartition partition : partitions) {
                OffsetAndTimestamp found = consumer.offsetsForTimes(Collections.singletonMap(partition, timestampMs)).get(partition);
                consumer.seek(partition, found == null ? ends.get(partition) : found.offset());
            }
        }
    }

    private static void print(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder line = new StringBuilder()
                .append(record.partition()).append('\t')
                .append(record.offset()).append('\t')
                .append(record.timestamp()).append('\t')
                .append(text(record.key())).append('\t')
                .append(text(record.value()));
        for (Header header : record.headers()) {
            line.append('\t').append(header.key()).append('=').append(text(header.value()));
        }
        System.out.println(line);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "-" : Base64.getEncoder().encodeToString(bytes);
    }

    /** Creates a topic, describes it and the cluster, lists, deletes, lists. */
    private static void admin(Map<String, String> options) throws Exception {
        String topic = options.get("topic");
        try (Admin admin = Admin.create(settings(options))) {
            admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1))).all().get();
            TopicDescription description = (TopicDescription) describe(admin, topic).get(topic);
            System.out.println("partitions\t" + description.partitions().size() + "\t"
                    + description.partitions().get(0).leader().id());
            System.out.println("cluster\t" + admin.describeCluster().clusterId().get() + "\t"
                    + admin.describeCluster().nodes().get().size());
            System.out.println("listed\t" + admin.listTopics().names().get().contains(topic));
            admin.deleteTopics(List.of(topic)).all().get();
            System.out.println("listed\t" + admin.listTopics().names().get().contains(topic));
        }
    }

    /** Its future was called {@code all} until 3.0 and {@code allTopicNames} since. */
    private static Map<?, ?> describe(Admin admin, String topic) throws Exception {
        Object result = admin.describeTopics(List.of(topic));
        java.lang.reflect.Method method;
        try {
            method = result.getClass().getMethod("allTopicNames");
        } catch (NoSuchMethodException before31) {
            method = result.getClass().getMethod("all");
        }
        return (Map<?, ?>) ((Future<?>) method.invoke(result)).get();
    }
}
