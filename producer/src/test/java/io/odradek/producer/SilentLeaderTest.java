package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import io.odradek.spi.retry.RetryDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A leader that says nothing, as one that is stopped (SIGSTOP) or whose host is gone, while another is elected. */
class SilentLeaderTest {
    private static final long SEED = 20_261_128;
    private static final long ELECTION_NS = 3 * ProducerWorld.SECOND_NS;

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    /** Partition 0 of a topic is led by broker 0, which the metadata come from too. */
    private static ProducerWorld world(long seed, int loopCount, Consumer<ProducerConfig.Builder> settings) {
        ProducerWorld world = new ProducerWorld(seed, 3, loopCount);
        world.cluster.create("t", 3);
        world.start(settings);
        for (int partition = 0; partition < 3; partition++) {
            world.await(world.send("t", partition, "warm"));
        }
        world.told.clear();
        return world;
    }

    /** Sends while broker 0 is silent, and has broker 1 elected for its partition. */
    private static List<CompletableFuture<RecordMetadata>> sendThroughElection(ProducerWorld world) {
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
            world.time.runFor(20_000);
        }
        world.time.runFor(ELECTION_NS);
        world.cluster.lead("t", 0, 1);
        return sent;
    }

    private static List<String> withoutWarmUp(ProducerWorld world) {
        List<String> values = world.cluster.values("t", 0);
        return values.subList(1, values.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void send_leaderStoppedAndAnotherElected_idempotentGoesThereWithinTwoSeconds(int loopCount) {
        // Given
        ProducerWorld world = world(SEED, loopCount, config -> config.acks("all").linger(Duration.ZERO));
        world.cluster.process(0).pause();

        // When
        List<CompletableFuture<RecordMetadata>> sent = sendThroughElection(world);
        long electedNs = world.time.nowNs();
        sent.forEach(world::await);

        // Then
        assertThat(world.time.nowNs() - electedNs).isLessThan(2 * ProducerWorld.SECOND_NS);
        assertThat(withoutWarmUp(world)).isEqualTo(numbers(0, 5));

        // And when it goes on, what it had got is of its time
        world.cluster.process(0).resume();
        world.runFor(Duration.ofSeconds(60));
        world.await(world.send("t", 0, "5"));
        assertThat(withoutWarmUp(world)).isEqualTo(numbers(0, 6));
        assertThat(world.told).isEqualTo(numbers(0, 6));
        world.end();
    }

    @Test
    void send_leaderTakesNoBytesAnyMore_theyAreGivenBackAndGoToTheNewOne() {
        // Given
        ProducerWorld world = world(SEED, 1, config -> config.acks("all").linger(Duration.ZERO));
        world.network.stall(world.cluster.process(0));

        // When
        List<CompletableFuture<RecordMetadata>> sent = sendThroughElection(world);
        long electedNs = world.time.nowNs();
        sent.forEach(world::await);

        // Then
        assertThat(world.time.nowNs() - electedNs).isLessThan(2 * ProducerWorld.SECOND_NS);
        assertThat(withoutWarmUp(world)).isEqualTo(numbers(0, 5));
        world.network.resume(world.cluster.process(0));
        world.end();
    }

    @Test
    void send_leaderStoppedAndRetriesForbidden_theWayOnIsNoRetry() {
        ProducerWorld world = world(
                SEED, 1, config -> config.acks("all").linger(Duration.ZERO).retryPolicy(failure -> new RetryDecision.Fail()));
        world.cluster.process(0).pause();

        sendThroughElection(world).forEach(world::await);

        assertThat(withoutWarmUp(world)).isEqualTo(numbers(0, 5));
        world.cluster.process(0).resume();
        world.end();
    }

    @Test
    void send_leaderStopped_partitionsThatItStillLeadsWaitForIt() {
        // Given
        ProducerWorld world = world(SEED, 1, config -> config.acks("all").linger(Duration.ZERO));
        world.cluster.create("u", 1);
        world.await(world.send("u", 0, "warm"));
        world.cluster.process(0).pause();
        CompletableFuture<RecordMetadata> waiting = world.send("u", 0, "a");

        // When
        sendThroughElection(world).forEach(world::await);
        world.runFor(Duration.ofSeconds(40));
        assertThat(waiting).isNotDone();
        world.cluster.process(0).resume();
        world.await(waiting);

        // Then
        assertThat(world.cluster.values("u", 0)).containsExactly("warm", "a");
        world.end();
    }

    @Test
    void send_leaderStoppedAndAnotherElected_withoutNumbersTheRequestTimeoutIsAwaited() {
        // Given
        ProducerWorld world = world(SEED, 1, config -> config.acks("1").linger(Duration.ZERO));
        world.cluster.process(0).pause();
        long startNs = world.time.nowNs();

        // When
        sendThroughElection(world).forEach(world::await);

        // Then
        assertThat(world.time.nowNs() - startNs).isBetween(30 * ProducerWorld.SECOND_NS, 32 * ProducerWorld.SECOND_NS);
        assertThat(withoutWarmUp(world)).containsExactlyInAnyOrderElementsOf(numbers(0, 5));
        world.cluster.process(0).resume();
        world.end();
    }

    @Test
    void send_leaderThatTakesNoConnection_othersAreAskedForMetadataMeanwhile() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, 1);
        world.cluster.create("t", 3);
        world.start(config -> config.acks("1").linger(Duration.ZERO));
        world.await(world.send("t", 0, "warm"));
        world.cluster.process(1).pause();
        CompletableFuture<RecordMetadata> sent = world.send("t", 1, "a");

        // When
        world.time.runFor(ELECTION_NS);
        world.cluster.lead("t", 1, 2);
        long electedNs = world.time.nowNs();
        world.await(sent);

        // Then
        assertThat(world.time.nowNs() - electedNs).isLessThan(2 * ProducerWorld.SECOND_NS);
        world.cluster.process(1).resume();
        world.end();
    }

    @Test
    void send_leaderSlowAndNotReplaced_connectionIsKept() {
        // Given
        ProducerWorld world = world(SEED, 1, config -> config.acks("all").linger(Duration.ZERO));
        int askedBefore = world.cluster.metadataRequestCount();
        world.cluster.process(0).pause();
        CompletableFuture<RecordMetadata> sent = world.send("t", 0, "0");

        // When
        world.runFor(Duration.ofSeconds(20));
        int asked = world.cluster.metadataRequestCount() - askedBefore;
        world.cluster.process(0).resume();
        world.await(sent);

        // Then
        assertThat(asked).as("metadata asked for in 20 s").isBetween(15, 45);
        assertThat(world.cluster.attempts("t", 0)).as("sent once").containsExactly("0/0@0", "0/1@0");
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void send_leadersStoppedAndReplacedAgainAndAgain_eachIsWrittenOnceAndInOrder(int loopCount) {
        for (long seed = SEED; seed < SEED + 25; seed++) {
            // Given
            ProducerWorld world = new ProducerWorld(seed, 3, loopCount);
            world.cluster.create("t", 3);
            world.start(config -> config.acks("all"));
            List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

            // When
            for (int i = 0; i < 240; i++) {
                sent.add(world.send("t", i % 3, Integer.toString(i)));
                world.time.runFor(world.time.random("pause").nextInt(50_000_000));
                int stopped = i / 60 % 3;
                if (i % 60 == 10) {
                    world.cluster.process(stopped).pause();
                } else if (i % 60 == 25) {
                    for (int partition = 0; partition < 3; partition++) {
                        if (world.cluster.leader("t", partition) == stopped && world.time.random("moves").nextInt(4) > 0) {
                            world.cluster.lead("t", partition, (stopped + 1) % 3);
                        }
                    }
                } else if (i % 60 == 50) {
                    world.cluster.process(stopped).resume();
                }
            }
            sent.forEach(world::await);

            // Then
            for (int partition = 0; partition < 3; partition++) {
                int p = partition;
                assertThat(world.cluster.values("t", partition))
                        .as("seed %d, partition %d", seed, partition)
                        .isEqualTo(IntStream.range(0, 80).mapToObj(i -> Integer.toString(i * 3 + p)).toList());
            }
            world.end();
        }
    }
}
