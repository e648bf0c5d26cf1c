package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.api.PluginException;
import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import io.odradek.producer.world.Reaction;
import io.odradek.spi.plugin.PluginRegistry;
import java.time.Duration;
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

    @Test
    void send_recordsRefusedThatDoNotExist_failsTheBatchOnce() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer = world.start(config -> config.acks("1"));
        world.cluster.script("t", 0, Reaction.refuseFor(7), Reaction.refuseFor(7), Reaction.refuseFor(-1));

        CompletableFuture<RecordMetadata> first = world.send("t", 0, "a");
        CompletableFuture<RecordMetadata> second = world.send("t", 0, "b");

        assertThat(world.failure(first)).isInstanceOfSatisfying(
                DeliveryException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_RECORD));
        assertThat(world.failure(second)).isInstanceOf(DeliveryException.class);
        assertThat(producer.metrics().batchesSent()).isEqualTo(1);
        world.end();
    }

    @Test
    void send_recordRefusedTwiceInOneAnswer_isToldOnce() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("1"));
        world.cluster.script("t", 0, Reaction.refuseFor(1, 1));

        CompletableFuture<RecordMetadata> first = world.send("t", 0, "a");
        CompletableFuture<RecordMetadata> bad = world.send("t", 0, "b");
        world.send("t", 0, "c");

        world.await(first);
        world.failure(bad);
        world.runFor(Duration.ofSeconds(1));
        assertThat(world.told).containsExactly("b:INVALID_RECORD", "a", "c");
        world.end();
    }

    @Test
    void send_splitAfterAnAttemptNobodyAnswered_mayBeInTheLog() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("1"));
        world.cluster.script(
                "t",
                0,
                Reaction.takeAndCut(),
                Reaction.refuse(ErrorCode.MESSAGE_TOO_LARGE),
                Reaction.refuse(ErrorCode.INVALID_TIMESTAMP));

        CompletableFuture<RecordMetadata> first = world.send("t", 0, "a");
        world.send("t", 0, "b");

        assertThat(world.failure(first)).isInstanceOfSatisfying(
                DeliveryException.class, error -> assertThat(error.persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED));
        world.end();
    }

    @Test
    void send_codecCannotReadWhatItWrote_failsTheBatchAndNothingElse() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 2);
        world.start(config -> config.acks("1").compression("write-only").plugins(PluginRegistry.discover().with(new WriteOnlyCodec())));
        world.cluster.script("t", 0, Reaction.refuse(ErrorCode.MESSAGE_TOO_LARGE));

        CompletableFuture<RecordMetadata> first = world.send("t", 0, "a");
        CompletableFuture<RecordMetadata> second = world.send("t", 0, "b");

        assertThat(world.failure(first)).isInstanceOf(PluginException.class).hasMessageContaining("could not be read again");
        world.failure(second);
        world.end();
    }
}
