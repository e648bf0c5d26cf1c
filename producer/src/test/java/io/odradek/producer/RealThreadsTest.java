package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.producer.world.FakeCluster;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads and sockets instead of virtual time: what only races could break. */
class RealThreadsTest {
    private static final int THREAD_COUNT = 4;
    private static final int RECORD_COUNT = 5000;

    private final Workers workers = Workers.threads("fake-broker", 1);
    private final Transport brokerTransport = PluginRegistry.discover()
            .provider(Contract.TRANSPORT, "netty")
            .create(PluginContext.of(Map.of()), new TransportSettings("fake-broker", 1), workers);
    private final FakeCluster cluster = new FakeCluster(brokerTransport, "127.0.0.1");

    @AfterEach
    void close() {
        brokerTransport.close();
        workers.close();
    }

    private OdradekProducer<String, String> producer(String... keysAndValues) {
        ProducerConfig.Builder builder = ProducerConfig.builder().bootstrapServers(cluster.bootstrapServers());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.set(keysAndValues[i], keysAndValues[i + 1]);
        }
        return OdradekProducer.create(builder.build(), Serializer.utf8(), Serializer.utf8());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "all"})
    void send_severalThreads_eachThreadsRecordsArriveInOrder(String acks) throws Exception {
        // Given
        cluster.create("t", 1);
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<RecordMetadata>> last = new ArrayList<>();
        try (OdradekProducer<String, String> producer = producer("acks", acks, "event.loops", "2", "buffer.memory", "200000")) {
            for (int t = 0; t < THREAD_COUNT; t++) {
                int number = t;
                last.add(new CompletableFuture<>());
                threads.add(new Thread(() -> {
                    CompletableFuture<RecordMetadata> newest = CompletableFuture.failedFuture(new AssertionError());
                    for (int i = 0; i < RECORD_COUNT; i++) {
                        newest = producer.send(ProducerRecord.of("t", number + ":" + i));
                    }
                    newest.thenAccept(last.get(number)::complete);
                }));
            }

            // When
            threads.forEach(Thread::start);
            for (CompletableFuture<RecordMetadata> one : last) {
                one.get(60, TimeUnit.SECONDS);
            }
            producer.flush().get(60, TimeUnit.SECONDS);
            assertThat(producer.metrics().recordsAcknowledged()).isEqualTo((long) THREAD_COUNT * RECORD_COUNT);
            assertThat(producer.metrics().bufferedBytes()).isZero();
        }

        // Then
        List<String> values = valuesOnceThere(THREAD_COUNT * RECORD_COUNT);
        for (int t = 0; t < THREAD_COUNT; t++) {
            String prefix = t + ":";
            assertThat(values.stream().filter(value -> value.startsWith(prefix)).toList())
                    .isEqualTo(IntStream.range(0, RECORD_COUNT).mapToObj(i -> prefix + i).toList());
        }
    }

    /** With acks=0 the producer is done when the network has the bytes: the broker may still have them to read. */
    private List<String> valuesOnceThere(int count) throws Exception {
        long startedNs = System.nanoTime();
        List<String> values = onBroker(() -> List.copyOf(cluster.values("t", 0)));
        while (values.size() < count && System.nanoTime() - startedNs < TimeUnit.SECONDS.toNanos(30)) {
            values = onBroker(() -> List.copyOf(cluster.values("t", 0)));
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "lz4"})
    void send_compressed_arrives(String codec) throws Exception {
        cluster.create("t", 1);
        cluster.codecs(id -> PluginRegistry.discover()
                .provider(Contract.COMPRESSION_CODEC, codec)
                .create(PluginContext.of(Map.of())));
        List<String> expected = IntStream.range(0, 5000).mapToObj(i -> "value number " + i + " and some more").toList();

        try (OdradekProducer<String, String> producer = producer("acks", "all", "compression.type", codec, "linger.ms", "50")) {
            expected.forEach(value -> producer.send(ProducerRecord.of("t", value)));
            producer.flush().get(60, TimeUnit.SECONDS);
            assertThat(producer.metrics().bytesSent()).isLessThan(5000L * 20);
        }

        assertThat(onBroker(() -> List.copyOf(cluster.values("t", 0)))).isEqualTo(expected);
    }

    @Test
    void close_producer_leavesNoThreadOfItsLoops() throws Exception {
        cluster.create("t", 1);
        OdradekProducer<String, String> producer = producer("client.id", "short-lived");
        producer.send(ProducerRecord.of("t", "a")).get(60, TimeUnit.SECONDS);

        producer.close(Duration.ofSeconds(5));

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("short-lived-loop"));
    }

    private <T> T onBroker(java.util.function.Supplier<T> look) throws Exception {
        return CompletableFuture.supplyAsync(look, brokerTransport.eventLoops().get(0)).get(60, TimeUnit.SECONDS);
    }
}
