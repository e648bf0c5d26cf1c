package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import io.odradek.producer.world.Reaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each record once and in order, whatever becomes of connections and answers. */
class IdempotenceTest {
    private static final long SEED = 20_261_123;

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void send_connectionsCutAgainAndAgain_idempotenceWritesEachOnceInOrder(int loopCount) {
        for (long seed = SEED; seed < SEED + 25; seed++) {
            // Given
            ProducerWorld world = new ProducerWorld(seed, 2, loopCount);
            world.cluster.create("t", 3);
            world.start(config -> config.acks("all"));
            List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

            // When
            for (int i = 0; i < 90; i++) {
                sent.add(world.send("t", i % 3, Integer.toString(i)));
                world.time.runFor(world.time.random("pause").nextInt(4_000_000));
                if (i % 15 == 7) {
                    world.network.cutAll();
                }
            }
            sent.forEach(world::await);

            // Then
            for (int partition = 0; partition < 3; partition++) {
                int p = partition;
                assertThat(world.cluster.values("t", partition))
                        .as("seed %d, partition %d", seed, partition)
                        .isEqualTo(IntStream.range(0, 30).mapToObj(i -> Integer.toString(i * 3 + p)).toList());
            }
            world.end();
        }
    }

    @Test
    void send_answerLostAfterAppend_isNotWrittenTwice() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.cluster.script("t", 0, Reaction.takeAndCut());

        RecordMetadata metadata = world.await(world.send("t", 0, "a"));

        assertThat(metadata.offset()).isZero();
        assertThat(world.cluster.values("t", 0)).containsExactly("a");
        world.end();
    }

    @Test
    void send_batchInFlightFails_laterOnesWaitForIt() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all").linger(Duration.ZERO));
        world.await(world.send("t", 0, "0"));
        world.cluster.script("t", 0, Reaction.take(), Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS));

        // When
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 1; i < 8; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
            world.time.runFor(20_000);
        }
        sent.forEach(world::await);

        // Then
        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 8));
        assertThat(world.told).isEqualTo(numbers(0, 8));
        world.end();
    }

    /** Seed 11449 of the cluster: the broker has the first batch and says that it failed, and takes the second, which was in flight too. */
    @Test
    void send_laterBatchAcknowledgedBeforeAnEarlierOne_isToldBehindIt() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all").linger(Duration.ZERO));
        world.await(world.send("t", 0, "0"));
        world.cluster.script("t", 0, Reaction.takeButSay(ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND));

        // When
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 1; i < 5; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
            world.time.runFor(20_000);
        }
        sent.forEach(world::await);

        // Then
        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 5));
        assertThat(world.told).isEqualTo(numbers(0, 5));
        world.end();
    }

    @Test
    void send_oneGivenUpAndTheNextAnswerLost_theNextIsNotWrittenTwice() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all").linger(Duration.ZERO));
        world.await(world.send("t", 0, "0"));
        world.cluster.script("t", 0, Reaction.takeButSay(ErrorCode.INVALID_TIMESTAMP), Reaction.takeAndCut());

        // When
        CompletableFuture<RecordMetadata> given = world.send("t", 0, "1");
        world.time.runFor(20_000);
        CompletableFuture<RecordMetadata> next = world.send("t", 0, "2");
        world.failure(given);
        world.await(next);
        world.await(world.send("t", 0, "3"));

        // Then
        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 4));
        world.end();
    }

    @Test
    void send_oneLostAndGivenUpAndTheNextCut_theNextIsNumberedAnew() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all").linger(Duration.ZERO));
        world.await(world.send("t", 0, "0"));
        world.cluster.script("t", 0, Reaction.refuse(ErrorCode.INVALID_TIMESTAMP), Reaction.cut());

        // When
        CompletableFuture<RecordMetadata> lost = world.send("t", 0, "1");
        world.time.runFor(20_000);
        CompletableFuture<RecordMetadata> next = world.send("t", 0, "2");
        world.failure(lost);
        world.await(next);
        world.await(world.send("t", 0, "3"));

        // Then
        assertThat(world.cluster.values("t", 0)).containsExactly("0", "2", "3");
        world.end();
    }

    @Test
    void send_brokerForgotTheProducer_beginsAnewUnderAnotherEpoch() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.await(world.send("t", 0, "a"));
        world.cluster.forgetProducers("t", 0);

        world.await(world.send("t", 0, "b"));

        assertThat(world.cluster.values("t", 0)).containsExactly("a", "b");
        assertThat(world.cluster.producerIdCount()).isEqualTo(1);
        world.end();
    }

    @Test
    void send_brokerSaysDuplicate_isSuccessWithoutAnOffset() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.cluster.script("t", 0, Reaction.takeButSay(ErrorCode.DUPLICATE_SEQUENCE_NUMBER));

        RecordMetadata metadata = world.await(world.send("t", 0, "a"));

        assertThat(metadata.offset()).isEqualTo(RecordMetadata.UNKNOWN_OFFSET);
        world.end();
    }

    @Test
    void send_idempotentAfterAFinalError_laterRecordsAreDelivered() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.await(world.send("t", 0, "a"));
        world.cluster.script("t", 0, Reaction.refuse(ErrorCode.INVALID_TIMESTAMP));

        world.failure(world.send("t", 0, "b"));
        world.await(world.send("t", 0, "c"));

        assertThat(world.cluster.values("t", 0)).containsExactly("a", "c");
        world.end();
    }
}
