package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.ProducerMetrics;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.TopicPartition;
import io.odradek.producer.world.ProducerWorld;
import io.odradek.producer.world.Reaction;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleTest {
    private static final long SEED = 4711;

    @Test
    void flush_longLinger_sendsAtOnceAndWaitsForAll() {
        ProducerWorld world = new ProducerWorld(SEED, 2, 2);
        world.cluster.create("t", 4);
        OdradekProducer<String, String> producer = world.start(config -> config.acks("all").linger(Duration.ofSeconds(60)));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sent.add(world.send("t", i % 4, "x"));
        }
        world.runFor(Duration.ofSeconds(1));
        sent.add(world.send("t", 0, "late"));

        world.await(producer.flush());

        assertThat(sent).allMatch(CompletableFuture::isDone);
        assertThat(world.time.nowNs()).isLessThan(5 * ProducerWorld.SECOND_NS);
        world.end();
    }

    @Test
    void flush_nothingSent_completes() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        OdradekProducer<String, String> producer = world.start(config -> {});

        assertThat(producer.flush()).isDone();
        world.end();
    }

    @Test
    void linger_oneRecord_waitsThatLong() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("1").linger(Duration.ofMillis(500)));
        world.await(world.send("t", 0, "warm"));
        long startedNs = world.time.nowNs();

        world.await(world.send("t", 0, "a"));

        assertThat(world.time.nowNs() - startedNs).isBetween(500 * ProducerWorld.MS_NS, 600 * ProducerWorld.MS_NS);
        world.end();
    }

    @Test
    void close_recordsInFlight_deliversThemFirst() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer = world.start(config -> config.acks("all").linger(Duration.ofSeconds(5)));
        CompletableFuture<RecordMetadata> sent = world.send("t", 0, "a");

        world.await(producer.closeAsync(Duration.ofSeconds(10)));

        assertThat(sent).isCompleted();
        assertThat(world.cluster.values("t", 0)).containsExactly("a");
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void close_brokerSilent_failsWhatIsLeftInTime(int loopCount) {
        ProducerWorld world = new ProducerWorld(SEED, 2, loopCount);
        world.cluster.create("t", 2);
        OdradekProducer<String, String> producer = world.start(config -> config.acks("all"));
        world.cluster.script("t", 0, Reaction.ignore());
        CompletableFuture<RecordMetadata> inFlight = world.send("t", 0, "a");
        CompletableFuture<RecordMetadata> delivered = world.send("t", 1, "b");
        CompletableFuture<RecordMetadata> waiting = world.send("unknown", 0, "c");
        world.await(delivered);
        long startedNs = world.time.nowNs();

        world.await(producer.closeAsync(Duration.ofSeconds(3)));

        assertThat(world.time.nowNs() - startedNs).isLessThan(4 * ProducerWorld.SECOND_NS);
        assertThat(world.failure(inFlight)).isInstanceOfSatisfying(
                OdradekException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.CLOSED));
        assertThat(world.failure(waiting)).hasMessageContaining("partitions were not known yet");
        world.end();
    }

    @Test
    void send_afterClose_fails() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer = world.start(config -> {});
        world.await(producer.closeAsync(Duration.ZERO));

        assertThat(world.failure(world.send("t", 0, "a"))).hasMessageContaining("after the producer was closed");
        world.end();
    }

    @Test
    void close_fromACallback_doesNotWait() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer = world.start(config -> config.acks("1"));
        List<String> seen = new ArrayList<>();

        producer.send(ProducerRecord.of("t", "a"), (metadata, error) -> {
            producer.close(Duration.ofSeconds(30));
            seen.add("closed");
        });
        world.runFor(Duration.ofSeconds(2));

        assertThat(seen).containsExactly("closed");
        world.end();
    }

    @Test
    void partitionsFor_knownAndUnknownTopic_tellsOrFails() {
        ProducerWorld world = new ProducerWorld(SEED, 2, 1);
        world.cluster.create("t", 3);
        OdradekProducer<String, String> producer = world.start(config -> {});

        assertThat(world.await(producer.partitionsFor("t"))).hasSize(3);
        assertThat(world.failure(producer.partitionsFor("none"))).hasMessageContaining("unknown topic or partition");
        world.end();
    }

    @Test
    void metrics_skewedKeys_showInTheShares() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 4);
        OdradekProducer<String, String> producer = world.start(config -> config.acks("1"));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sent.add(world.send("t", i == 9 ? 1 : 0, "12345"));
        }
        sent.forEach(world::await);

        ProducerMetrics metrics = producer.metrics();

        assertThat(metrics.recordsAcknowledged()).isEqualTo(10);
        assertThat(metrics.partitions().get(new TopicPartition("t", 0))).isEqualTo(new ProducerMetrics.Share(9, 45));
        assertThat(metrics.skew("t", 4)).isEqualTo(3.6);
        world.end();
    }

    @Test
    void run_sameSeed_sameTrace() {
        assertThat(traceHash()).isEqualTo(traceHash());
    }

    private static long traceHash() {
        ProducerWorld world = new ProducerWorld(SEED, 3, 4);
        world.cluster.create("t", 5);
        world.start(config -> config.acks("all"));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add(world.send("t", i % 5, "x" + i));
            world.time.runFor(500_000);
            if (i == 50) {
                world.network.cutAll();
            }
        }
        sent.forEach(world::await);
        world.end();
        return world.time.traceHash();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void close_workerStillHasABatch_everyRecordIsToldFirst(int loopCount) {
        for (long seed = SEED; seed < SEED + 20; seed++) {
            ProducerWorld world = new ProducerWorld(seed, 2, loopCount);
            world.cluster.create("t", 2);
            world.cluster.codecs(id -> PluginRegistry.discover()
                    .provider(Contract.COMPRESSION_CODEC, "gzip")
                    .create(PluginContext.of(Map.of())));
            OdradekProducer<String, String> producer =
                    world.start(config -> config.acks("all").compression("gzip").batchSize(200_000));
            world.await(world.send("t", 0, "warm"));
            List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                sent.add(world.send("t", i % 2, "x".repeat(1000)));
            }
            world.time.runFor(world.time.random("pause").nextInt(2_000_000));

            world.await(producer.closeAsync(Duration.ZERO));

            assertThat(sent).as("seed %d", seed).allMatch(CompletableFuture::isDone);
            world.end();
        }
    }

    @Test
    void flush_topicNotKnownYet_doesNotWaitForLinger() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        OdradekProducer<String, String> producer = world.start(config -> config.acks("1").linger(Duration.ofSeconds(60)));
        CompletableFuture<RecordMetadata> sent = world.send("t", 0, "a");
        CompletableFuture<Void> flushed = producer.flush();
        world.runFor(Duration.ofSeconds(1));
        world.cluster.create("t", 1);

        world.await(flushed);

        assertThat(sent).isCompleted();
        assertThat(world.time.nowNs()).isLessThan(5 * ProducerWorld.SECOND_NS);
        world.end();
    }
}
