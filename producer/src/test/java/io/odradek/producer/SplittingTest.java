package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import io.odradek.producer.world.Reaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches that are refused and go again in parts. */
class SplittingTest {
    private static final long SEED = 20_261_123;

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void send_batchTooLarge_isHalvedUntilItIsTaken() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.cluster.script("t", 0, Reaction.refuse(ErrorCode.MESSAGE_TOO_LARGE), Reaction.refuse(ErrorCode.MESSAGE_TOO_LARGE));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
        }
        sent.forEach(world::await);

        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 8));
        assertThat(world.cluster.batches("t", 0)).containsExactly(2, 2, 4);
        world.end();
    }

    @Test
    void send_oneRecordRefused_itsNeighboursAreDelivered() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.cluster.script("t", 0, Reaction.refuseFor(1));

        CompletableFuture<RecordMetadata> first = world.send("t", 0, "a");
        CompletableFuture<RecordMetadata> bad = world.send("t", 0, "b");
        CompletableFuture<RecordMetadata> last = world.send("t", 0, "c");

        assertThat(world.await(first).offset()).isZero();
        assertThat(world.await(last).offset()).isEqualTo(1);
        assertThat(world.failure(bad)).isInstanceOf(DeliveryException.class).hasMessageContaining("it is bad");
        world.end();
    }
}
