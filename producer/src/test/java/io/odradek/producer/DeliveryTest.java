package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.RecordMetadata;
import io.odradek.inmemory.transport.NetworkFaults;
import io.odradek.producer.world.ProducerWorld;
import io.odradek.producer.world.Reaction;
import io.odradek.protocol.message.ApiKey;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain way of records to one and to many brokers. */
class DeliveryTest {
    private static final long SEED = 20_261_123;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void send_manyPartitionsAndBrokers_arriveInOrderAndAreToldInOrder(int loopCount) {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, loopCount);
        world.cluster.create("t", 6);
        world.start(config -> config.acks("all"));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

        // When
        for (int i = 0; i < 600; i++) {
            sent.add(world.send("t", i % 6, Integer.toString(i)));
            if (i % 40 == 0) {
                world.runFor(Duration.ofMillis(1));
            }
        }
        sent.forEach(world::await);

        // Then
        for (int partition = 0; partition < 6; partition++) {
            int p = partition;
            List<String> expected = IntStream.range(0, 100).mapToObj(i -> Integer.toString(i * 6 + p)).toList();
            assertThat(world.cluster.values("t", partition)).isEqualTo(expected);
            assertThat(world.told.stream().filter(value -> Integer.parseInt(value) % 6 == p).toList()).isEqualTo(expected);
        }
        assertThat(world.await(sent.get(599)).offset()).isEqualTo(99);
        world.end();
    }

    @Test
    void send_acks0_isToldWithoutAnOffset() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("0"));

        RecordMetadata metadata = world.await(world.send("t", 0, "a"));

        assertThat(metadata.offset()).isEqualTo(RecordMetadata.UNKNOWN_OFFSET);
        world.runFor(Duration.ofSeconds(1));
        assertThat(world.cluster.values("t", 0)).containsExactly("a");
        world.end();
    }

    @Test
    void send_brokerTooOld_failsAndNamesTheVersions() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.cluster.limit(ApiKey.PRODUCE, 2);
        world.start(config -> config.acks("1"));

        Throwable failure = world.failure(world.send("t", 0, "a"));

        assertThat(failure).isInstanceOfSatisfying(
                OdradekException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION));
        assertThat(failure).hasMessageContaining("0 to 2").hasMessageContaining("3 to 13");
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 9, 12, 13})
    void send_everyVersionOfProduce_isUnderstood(int version) {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 2);
        world.cluster.create("u", 1);
        world.cluster.limit(ApiKey.PRODUCE, version);
        world.start(config -> config.acks("all"));

        List<CompletableFuture<RecordMetadata>> sent =
                List.of(world.send("t", 0, "a"), world.send("t", 1, "b"), world.send("u", 0, "c"));
        sent.forEach(world::await);

        assertThat(world.cluster.all("t")).containsExactly("a", "b");
        assertThat(world.cluster.all("u")).containsExactly("c");
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void send_largeBatchesCompressedByWorkers_stayInOrder(int loopCount) {
        for (long seed = SEED; seed < SEED + 10; seed++) {
            // Given
            ProducerWorld world = new ProducerWorld(seed, 2, loopCount);
            world.cluster.create("t", 2);
            world.cluster.codecs(id -> PluginRegistry.discover()
                    .provider(Contract.COMPRESSION_CODEC, "gzip")
                    .create(PluginContext.of(Map.of())));
            world.start(config -> config.acks("all").compression("gzip").batchSize(200_000));
            List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
            String kilobyte = "x".repeat(1000);

            // When
            for (int i = 0; i < 600; i++) {
                sent.add(world.send("t", i % 2, kilobyte + i));
                world.time.runFor(world.time.random("pause").nextInt(200_000));
                if (i == 300) {
                    world.network.cutAll();
                    world.cluster.lead("t", 0, 1);
                }
            }
            sent.forEach(world::await);

            // Then
            for (int partition = 0; partition < 2; partition++) {
                int p = partition;
                assertThat(world.cluster.values("t", partition))
                        .as("seed %d", seed)
                        .isEqualTo(IntStream.range(0, 300).mapToObj(i -> kilobyte + (i * 2 + p)).toList());
            }
            world.end();
        }
    }

    @Test
    void send_manyPartitionsOfOneBroker_shareARequest() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 20);
        world.start(config -> config.acks("1"));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

        for (int i = 0; i < 20; i++) {
            sent.add(world.send("t", i, "x"));
        }
        sent.forEach(world::await);

        assertThat(world.cluster.partitionsInLargestRequest()).isEqualTo(20);
        assertThat(world.cluster.produceRequestCount()).isEqualTo(1);
        world.end();
    }

    @Test
    void send_acks0ToABrokerThatTakesNothing_givesTheConnectionUp() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer =
                world.start(config -> config.acks("0").requestTimeout(Duration.ofSeconds(2)));
        world.await(world.send("t", 0, "warm"));
        world.network.stall(world.cluster.process(0));
        String large = "x".repeat(500_000);
        for (int i = 0; i < 40; i++) {
            world.send("t", 0, large);
        }

        world.runFor(Duration.ofSeconds(5));
        world.network.resume(world.cluster.process(0));
        world.await(world.send("t", 0, "b"));

        assertThat(producer.metrics().batchesRetried()).as("batches that left a connection on which nothing moved").isPositive();
        world.end();
    }

    @Test
    void send_manyPartitionsRefusedAllTheTime_metadataAreNotAskedForAllTheTime() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.network.setFaults(NetworkFaults.healthy(20 * ProducerWorld.MS_NS, 25 * ProducerWorld.MS_NS));
        world.cluster.create("t", 200);
        world.start(config -> config.acks("1").deliveryTimeout(Duration.ofSeconds(5)));
        world.await(world.send("t", 0, "warm"));
        for (int i = 0; i < 200; i++) {
            world.send("t", i, "x");
            for (int again = 0; again < 60; again++) {
                world.cluster.script("t", i, Reaction.refuse(ErrorCode.NOT_LEADER_OR_FOLLOWER));
            }
            world.time.runFor(1_000_000);
        }
        int before = world.cluster.metadataRequestCount();

        world.runFor(Duration.ofSeconds(3));

        assertThat(world.cluster.metadataRequestCount() - before).isBetween(1, 25);
        world.end();
    }
}
