package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import io.odradek.protocol.message.ApiKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitions whose leader changes. */
class LeaderMoveTest {
    private static final long SEED = 20_261_123;

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void send_leaderMoves_followsWithoutReordering(int loopCount) {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, loopCount);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.await(world.send("t", 0, "0"));

        // When
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 1; i < 60; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
            world.runFor(Duration.ofMillis(3));
            if (i % 20 == 10) {
                world.cluster.lead("t", 0, i / 20 % 3);
            }
        }
        sent.forEach(world::await);

        // Then
        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 60));
        assertThat(world.told).isEqualTo(numbers(0, 60));
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void send_refusalTellsTheLeader_goesThereWithoutWaiting(int loopCount) {
        ProducerWorld world = new ProducerWorld(SEED, 2, loopCount);
        world.cluster.create("t", 2);
        world.cluster.hintLeaders();
        world.start(config -> config.acks("all"));
        world.await(world.send("t", 0, "a"));
        world.await(world.send("t", 1, "x"));
        world.cluster.lead("t", 0, 1);
        long startedNs = world.time.nowNs();

        world.await(world.send("t", 0, "b"));

        assertThat(world.cluster.values("t", 0)).containsExactly("a", "b");
        assertThat(world.time.nowNs() - startedNs).isLessThan(50 * ProducerWorld.MS_NS);
        world.end();
    }

    @Test
    void send_leaderGoesAndComesBackBeforeItsConnection_partitionIsInARequestOnce() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 2, 1);
        world.cluster.create("t", 2);
        world.start(config -> config.acks("1").linger(Duration.ZERO).batchSize(0));
        world.await(world.send("t", 0, "warm"));
        world.await(world.send("t", 1, "warm"));
        world.network.setRefusing(world.cluster.process(1), true);
        world.network.cut(world.cluster.process(1));
        CompletableFuture<RecordMetadata> first = world.send("t", 1, "a");

        // When
        for (int move = 0; move < 3; move++) {
            world.cluster.lead("t", 1, -1);
            world.runFor(Duration.ofSeconds(2));
            world.cluster.lead("t", 1, 1);
            world.runFor(Duration.ofSeconds(2));
        }
        String large = "x".repeat(600_000);
        CompletableFuture<RecordMetadata> second = world.send("t", 1, large);
        CompletableFuture<RecordMetadata> third = world.send("t", 1, large);
        world.network.setRefusing(world.cluster.process(1), false);

        // Then
        world.await(first);
        world.await(second);
        world.await(third);
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void send_topicMadeAnewUnderLoad_goesOnThere(int loopCount) {
        for (long seed = SEED; seed < SEED + 20; seed++) {
            // Given
            ProducerWorld world = new ProducerWorld(seed, 2, loopCount);
            world.cluster.create("t", 8);
            world.start(config -> config.acks("all"));
            List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

            // When
            for (int i = 0; i < 400; i++) {
                sent.add(world.send("t", i % 8, Integer.toString(i)));
                world.time.runFor(world.time.random("pause").nextInt(1_000_000));
                if (i == 200) {
                    world.cluster.create("t", 8);
                }
            }
            sent.forEach(world::await);

            // Then
            for (int partition = 0; partition < 8; partition++) {
                int p = partition;
                List<String> last = IntStream.range(40, 50).mapToObj(i -> Integer.toString(i * 8 + p)).toList();
                assertThat(world.cluster.values("t", partition)).as("seed %d", seed).endsWith(last.toArray(new String[0]));
                assertThat(world.cluster.values("t", partition)).as("seed %d", seed).doesNotHaveDuplicates();
            }
            world.end();
        }
    }

    @Test
    void send_topicMadeAnewWithFewerPartitions_keysGoToThose() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 8);
        OdradekProducer<String, String> producer =
                world.start(config -> config.acks("1").set("metadata.max.age.ms", "1000"));
        for (int i = 0; i < 8; i++) {
            world.await(world.send("t", i, "old"));
        }

        // When
        world.cluster.create("t", 2);
        world.runFor(Duration.ofSeconds(3));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.add(producer.send(ProducerRecord.of("t", "key-" + i, "new")));
        }

        // Then
        sent.forEach(world::await);
        assertThat(world.cluster.all("t")).hasSize(20);
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 12, 13})
    void send_topicMadeAnewAfterManyElections_goesToTheNewOneThoughItsEpochsBeginAgain(int produceVersion) {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, 2);
        world.cluster.create("t", 1);
        world.cluster.limit(ApiKey.PRODUCE, produceVersion);
        world.cluster.hintLeaders();
        world.start(config -> config.acks("all").linger(Duration.ZERO));
        for (int i = 1; i <= 7; i++) {
            world.cluster.lead("t", 0, i % 3);
            world.await(world.send("t", 0, "old " + i));
        }

        // When
        world.cluster.create("t", 1);
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
            world.time.runFor(20_000);
        }
        sent.forEach(world::await);
        world.cluster.lead("t", 0, 2);
        world.await(world.send("t", 0, "5"));

        // Then
        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 6));
        assertThat(world.told.subList(7, 13)).isEqualTo(numbers(0, 6));
        world.end();
    }

    @Test
    void send_topicDeletedForAMinuteAndMadeAnew_whatWaitedGoesThere() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, 1);
        world.cluster.create("t", 1);
        world.cluster.lead("t", 0, 1);
        world.start(config -> config.acks("all").linger(Duration.ZERO));
        world.await(world.send("t", 0, "old"));

        // When
        world.cluster.delete("t");
        CompletableFuture<RecordMetadata> first = world.send("t", 0, "a");
        world.runFor(Duration.ofMinutes(1));
        CompletableFuture<RecordMetadata> second = world.send("t", 0, "b");
        int asked = world.cluster.metadataRequestCount();
        world.runFor(Duration.ofSeconds(10));
        assertThat(world.cluster.metadataRequestCount() - asked).as("metadata asked for in 10 s").isBetween(5, 30);
        world.cluster.create("t", 1);
        world.await(first);
        world.await(second);

        // Then
        assertThat(world.cluster.values("t", 0)).containsExactly("a", "b");
        world.end();
    }
}
