package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Records of topics whose partitions are not known, or never will be. */
class UnknownTopicTest {
    private static final long SEED = 20_261_123;

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void send_topicCreatedLater_recordsGoInTheOrderOfTheirSends() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.start(config -> config.acks("1"));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
        }
        world.runFor(Duration.ofSeconds(2));
        assertThat(world.told).isEmpty();

        world.cluster.create("t", 1);
        for (int i = 1500; i < 1600; i++) {
            world.runFor(Duration.ofMillis(10));
            sent.add(world.send("t", 0, Integer.toString(i)));
        }
        sent.forEach(world::await);

        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 1600));
        world.end();
    }

    @Test
    void send_topicNeverCreated_failsWithAdvice() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        OdradekProducer<String, String> producer =
                world.start(config -> config.acks("1").set("allow.auto.create.topics", "false"));

        Throwable failure = world.failure(world.send("nowhere", 0, "a"));

        assertThat(failure).isInstanceOfSatisfying(OdradekException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
            assertThat(error).hasMessageContaining("'nowhere' does not exist").hasMessageContaining("create it");
        });
        assertThat(producer.metrics().bufferedBytes()).isZero();
        world.end();
    }

    @Test
    void send_topicForbidden_failsAtOnce() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.sayOfUnknownTopics(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        world.start(config -> config.acks("1"));

        Throwable failure = world.failure(world.send("secret", 0, "a"));

        assertThat(failure).isInstanceOfSatisfying(
                OdradekException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.TOPIC_AUTHORIZATION_FAILED));
        assertThat(world.time.nowNs()).isLessThan(ProducerWorld.SECOND_NS);
        world.end();
    }

    @Test
    void send_partitionThatDoesNotExist_failsThatRecord() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 2);
        world.start(config -> config.acks("1"));

        Throwable failure = world.failure(world.send("t", 2, "a"));

        assertThat(failure).hasMessageContaining("partition 2 of topic t does not exist").hasMessageContaining("2 partitions");
        world.end();
    }
}
