package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import io.odradek.producer.world.Reaction;
import io.odradek.protocol.message.ApiKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A leader is replaced while batches are in flight to it: the application does nothing, and loses nothing. */
class LeaderLostTest {
    private static final long SEED = 20_261_128;
    /** Apart enough to be batches of their own, and near enough to be in flight together. */
    private static final long APART_NS = 20_000;

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static ProducerWorld world(int loopCount, String... settings) {
        ProducerWorld world = new ProducerWorld(SEED, 3, loopCount);
        world.cluster.create("t", 1);
        world.start(config -> {
            config.acks("all").linger(Duration.ZERO);
            for (int i = 0; i < settings.length; i += 2) {
                config.set(settings[i], settings[i + 1]);
            }
        });
        world.await(world.send("t", 0, "0"));
        world.runFor(Duration.ofSeconds(1));
        return world;
    }

    private static List<CompletableFuture<RecordMetadata>> sendInFlight(ProducerWorld world, int from, int to) {
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = from; i < to; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
            world.time.runFor(APART_NS);
        }
        return sent;
    }

    private static Reaction reaction(String what) {
        return switch (what) {
            case "cut" -> Reaction.cut();
            case "taken and cut" -> Reaction.takeAndCut();
            case "NOT_ENOUGH_REPLICAS_AFTER_APPEND" -> Reaction.takeButSay(ErrorCode.valueOf(what));
            default -> Reaction.refuse(ErrorCode.valueOf(what));
        };
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                        "NOT_LEADER_OR_FOLLOWER",
                        "FENCED_LEADER_EPOCH",
                        "UNKNOWN_LEADER_EPOCH",
                        "LEADER_NOT_AVAILABLE",
                        "REQUEST_TIMED_OUT",
                        "NOT_ENOUGH_REPLICAS",
                        "NOT_ENOUGH_REPLICAS_AFTER_APPEND",
                        "KAFKA_STORAGE_ERROR",
                        "cut",
                        "taken and cut")
                .flatMap(what -> Stream.of(1, 2).map(loopCount -> Arguments.of(what, loopCount)));
    }

    @ParameterizedTest(name = "{0}, {1} loops")
    @MethodSource("losses")
    void send_leaderReplacedWithSeveralInFlight_theyGoAtOnceAndInOrderToTheNewOne(String what, int loopCount) {
        // Given
        ProducerWorld world = world(loopCount);
        world.cluster.script("t", 0, reaction(what).thenLeads(1));
        int askedBefore = world.cluster.metadataRequestCount();
        long startNs = world.time.nowNs();

        // When
        List<CompletableFuture<RecordMetadata>> sent = sendInFlight(world, 1, 5);
        sent.forEach(world::await);

        // Then
        assertThat(world.time.nowNs() - startNs).as("time taken").isLessThan(80 * ProducerWorld.MS_NS);
        assertThat(world.cluster.metadataRequestCount()).as("metadata asked for").isGreaterThan(askedBefore);
        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 5));
        assertThat(world.told).isEqualTo(numbers(0, 5));
        List<String> attempts = world.cluster.attempts("t", 0);
        assertThat(attempts).as("numbers kept").containsSubsequence("0/1@1", "0/2@1", "0/3@1", "0/4@1");
        if (!what.endsWith("cut")) {
            assertThat(attempts).as("several were in flight").contains("0/2@0", "0/3@0", "0/4@0");
        }
        world.end();
    }

    @Test
    void send_refusalTellsALeaderThatNobodyKnows_goesThereBeforeMetadataTellOfIt() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, 1);
        world.cluster.create("t", 1);
        world.cluster.hintLeaders();
        world.cluster.hide(2);
        world.start(config -> config.acks("all").linger(Duration.ZERO));
        world.await(world.send("t", 0, "0"));
        world.runFor(Duration.ofSeconds(1));
        for (int node = 0; node < 3; node++) {
            world.cluster.lagAs(node, 0);
        }
        world.cluster.lead("t", 0, 2);
        long startNs = world.time.nowNs();

        // When
        sendInFlight(world, 1, 4).forEach(world::await);

        // Then
        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 4));
        assertThat(world.cluster.attempts("t", 0)).endsWith("0/3@2");
        assertThat(world.time.nowNs() - startNs).isLessThan(50 * ProducerWorld.MS_NS);
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 13})
    void send_metadataLagBehindTheRefusal_areNotBelieved(int produceVersion) {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, 1);
        world.cluster.create("t", 1);
        world.cluster.limit(ApiKey.PRODUCE, produceVersion);
        world.cluster.hintLeaders();
        world.start(config -> config.acks("all").linger(Duration.ZERO).set("metadata.max.age.ms", "200"));
        world.await(world.send("t", 0, "0"));
        for (int node = 0; node < 3; node++) {
            world.cluster.lagAs(node, 0);
        }

        // When
        world.cluster.lead("t", 0, 1);
        for (int i = 1; i < 20; i++) {
            world.await(world.send("t", 0, Integer.toString(i)));
            world.runFor(Duration.ofMillis(100));
        }

        // Then
        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 20));
        assertThat(world.cluster.attempts("t", 0).stream().filter(attempt -> attempt.endsWith("@0")))
                .as("the old leader is asked once more, and never again")
                .hasSize(2);
        world.end();
    }

    @Test
    void send_electionTakesSeconds_asksForMetadataWithPatienceAndGoesOn() {
        // Given
        ProducerWorld world = world(1);
        world.cluster.lead("t", 0, -1);
        int askedBefore = world.cluster.metadataRequestCount();

        // When
        List<CompletableFuture<RecordMetadata>> sent = sendInFlight(world, 1, 5);
        world.runFor(Duration.ofSeconds(10));
        int asked = world.cluster.metadataRequestCount() - askedBefore;
        world.cluster.lead("t", 0, 2);
        world.runFor(Duration.ofSeconds(2));

        // Then
        assertThat(asked).as("no spinning").isBetween(8, 20);
        assertThat(sent).allMatch(CompletableFuture::isDone);
        assertThat(world.told).isEqualTo(numbers(0, 5));
        world.end();
    }

    @Test
    void send_leaderKilledAndAnotherElectedLater_nothingIsLostOrWrittenTwice() {
        for (long seed = SEED; seed < SEED + 30; seed++) {
            // Given
            ProducerWorld world = new ProducerWorld(seed, 3, 2);
            world.cluster.create("t", 2);
            world.start(config -> config.acks("all"));
            List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

            // When
            for (int i = 0; i < 200; i++) {
                sent.add(world.send("t", 0, Integer.toString(i)));
                world.time.runFor(world.time.random("pause").nextInt(4_000_000));
                if (i % 60 == 20) {
                    int leader = world.cluster.leader("t", 0);
                    world.cluster.kill(leader);
                    world.runFor(Duration.ofSeconds(3));
                    world.cluster.lead("t", 0, (leader + 1) % 3);
                    world.runFor(Duration.ofSeconds(1));
                    world.cluster.restart(leader);
                }
            }
            sent.forEach(world::await);

            // Then
            assertThat(world.cluster.values("t", 0)).as("seed %d", seed).isEqualTo(numbers(0, 200));
            assertThat(world.told).as("seed %d", seed).isEqualTo(numbers(0, 200));
            world.end();
        }
    }
}
