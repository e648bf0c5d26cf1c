package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.odradek.api.ProducerRecord;
import io.odradek.api.Serializer;
import io.odradek.api.TopicPartition;
import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.cluster.Outcome;
import io.odradek.cli.trial.ReadBack;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A producer with {@code acks=all} on a thread of its own, which remembers what it was told. */
final class AllAcksLoad implements AutoCloseable {
    private static final long PAUSE_NS = 2_000_000;
    /** A few hundred kilobytes a second: disks of tests are small. */
    private static final long PAUSE_OF_LARGE_NS = 10_000_000;
    private static final long IN_FLIGHT_COUNT_MAX = 500;
    private static final String VALUE_START = "record ";

    private final String servers;
    private final String topic;
    private final String padding;
    private final OdradekProducer<String, String> producer;
    private final Map<Long, String> places = new ConcurrentSkipListMap<>();
    private final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong inFlightCount = new AtomicLong();
    private final Thread sender;
    private volatile boolean stopped;

    AllAcksLoad(String servers, String topic, int paddingBytes) {
        this.servers = servers;
        this.topic = topic;
        this.padding = " ".repeat(paddingBytes);
        this.producer = OdradekProducer.create(
                ProducerConfig.builder().bootstrapServers(servers).set("acks", "all").build(), Serializer.utf8(), Serializer.utf8());
        this.sender = new Thread(this::send, "all-acks-load");
        sender.setDaemon(true);
        sender.start();
    }

    private void send() {
        for (long number = 0; !stopped; number++) {
            long sent = number;
            inFlightCount.incrementAndGet();
            producer.send(ProducerRecord.of(topic, "key " + number % 100, value(number)), (metadata, error) -> {
                inFlightCount.decrementAndGet();
                if (metadata != null) {
                    places.put(sent, metadata.partition().partition() + "@" + metadata.offset());
                } else {
                    failures.add(new IllegalStateException("record " + sent, error));
                }
            });
            do {
                LockSupport.parkNanos(padding.isEmpty() ? PAUSE_NS : PAUSE_OF_LARGE_NS);
            } while (inFlightCount.get() >= IN_FLIGHT_COUNT_MAX && !stopped);
        }
    }

    private String value(long number) {
        return VALUE_START + number + padding;
    }

    /** Waits until so many more records are acknowledged. */
    AllAcksLoad awaitMore(int recordCount) {
        int before = places.size();
        await().atMost(UnluckyCluster.PATIENCE).until(() -> places.size() >= before + recordCount);
        return this;
    }

    /** How many were acknowledged so far. */
    int acknowledgedCount() {
        return places.size();
    }

    /** Sends no more, waits for the rest, and finds every record that was acknowledged, once and at its place; none may have failed. */
    void assertNothingLost() throws InterruptedException {
        stop();
        producer.flush().orTimeout(UnluckyCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(failures).isEmpty();
        Map<String, String> read = readBack();
        places.forEach((number, place) -> assertThat(read.get(place)).as("what is at %s", place).isEqualTo(value(number)));
        assertThat(read).hasSameSizeAs(places);
    }

    private Map<String, String> readBack() {
        Map<String, String> read = new TreeMap<>();
        try (Cluster cluster = Cluster.at(servers)) {
            int count = Outcome.of(cluster.admin().describeTopic(topic, false)).partitions().size();
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < count; partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
            new ReadBack(cluster.reader(), partitions).run(record -> {
                String value = new String(record.value(), StandardCharsets.UTF_8);
                if (value.startsWith(VALUE_START)) {
                    read.put(record.partition().partition() + "@" + record.offset(), value);
                }
            });
        }
        return read;
    }

    private void stop() throws InterruptedException {
        stopped = true;
        sender.join();
    }

    @Override
    public void close() {
        stopped = true;
        producer.close(Duration.ZERO);
    }
}
