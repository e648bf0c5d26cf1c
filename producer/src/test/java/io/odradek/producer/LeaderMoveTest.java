package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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
}
