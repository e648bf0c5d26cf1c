package io.odradek.benchmarks.race.kafka;

import io.odradek.benchmarks.race.program.Fingerprints;
import io.odradek.benchmarks.race.program.PreparedRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks whether a topic holds what was acknowledged: how many records, and the CRCs of a sample. Confined to one thread. */
public final class TopicCheck implements AutoCloseable {
    /** Where samples begin: at the first record, and as often behind it, evenly, the last sample ending with the last record. */
    private static final int SAMPLES_PER_PARTITION = 5;
    private static final int RECORDS_PER_SAMPLE = 200;
    private static final int EMPTY_POLLS_MAX = 20;
    private static final Duration POLL_TIME_MAX = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** Of a topic of a broker. */
    public TopicCheck(String servers, String topic, int partitionCount) {
        this.partitions = IntStream.range(0, partitionCount).mapToObj(each -> new TopicPartition(topic, each)).toList();
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "max.poll.records", RECORDS_PER_SAMPLE, "max.partition.fetch.bytes", 1 << 18),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** {@code ok}, or {@code void} and why. */
    public String verdict(long acknowledgedCount, PreparedRecords records, boolean keyed) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long count = ends.values().stream().mapToLong(Long::longValue).sum();
        if (count != acknowledgedCount) {
            return "void " + acknowledgedCount + " records were acknowledged, the broker has " + count;
        }
        Fingerprints fingerprints = new Fingerprints(records, keyed);
        for (TopicPartition partition : partitions) {
            long end = ends.get(partition);
            consumer.assign(List.of(partition));
            long beginMax = Math.max(0, end - RECORDS_PER_SAMPLE);
            for (int i = 0; i < SAMPLES_PER_PARTITION && end > 0; i++) {
                String fault = sample(partition, beginMax * i / (SAMPLES_PER_PARTITION - 1), end, fingerprints);
                if (!fault.isEmpty()) {
                    return "void " + fault;
                }
            }
        }
        return "ok";
    }

    /** Empty when nothing is wrong. */
    private String sample(TopicPartition partition, long begin, long end, Fingerprints fingerprints) {
        consumer.seek(partition, begin);
        long expected = begin;
        long sampleEnd = Math.min(end, begin + RECORDS_PER_SAMPLE);
        for (int empty = 0; expected < sampleEnd && empty < EMPTY_POLLS_MAX; ) {
            List<ConsumerRecord<byte[], byte[]>> polled = consumer.poll(POLL_TIME_MAX).records(partition);
            empty = polled.isEmpty() ? empty + 1 : 0;
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                if (record.offset() != expected) {
                    return partition + " has offset " + record.offset() + " where " + expected + " should be";
                }
                if (!fingerprints.matches(record.key(), record.value())) {
                    return "the record at offset " + record.offset() + " of " + partition + " is none that was sent";
                }
                expected++;
            }
        }
        return expected < sampleEnd ? partition + " could not be read behind offset " + expected : "";
    }

    @Override
    public void close() {
        consumer.close();
    }
}
