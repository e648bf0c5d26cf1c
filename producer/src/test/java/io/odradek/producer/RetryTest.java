package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.NotEnoughReplicasException;
import io.odradek.api.Persistence;
import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import io.odradek.producer.world.Reaction;
import io.odradek.spi.retry.RetryDecision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, what is given up, and what is said then. */
class RetryTest {
    private static final long SEED = 20_261_123;

    @Test
    void send_brokerSilent_requestTimesOutAndIsSentAgain() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer =
                world.start(config -> config.acks("all").requestTimeout(Duration.ofSeconds(2)));
        world.cluster.script("t", 0, Reaction.takeInSilence());

        world.await(world.send("t", 0, "a"));

        assertThat(world.cluster.values("t", 0)).containsExactly("a");
        assertThat(producer.metrics().batchesRetried()).isEqualTo(1);
        world.end();
    }

    @Test
    void send_errorIsFinal_failsWithoutAnotherAttempt() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer = world.start(config -> config.acks("1"));
        world.cluster.script("t", 0, Reaction.refuse(ErrorCode.TOPIC_AUTHORIZATION_FAILED));

        Throwable failure = world.failure(world.send("t", 0, "a"));

        assertThat(failure).isInstanceOfSatisfying(DeliveryException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
            assertThat(error.persistence()).isEqualTo(Persistence.NOT_PERSISTED);
        });
        assertThat(producer.metrics().batchesSent()).isEqualTo(1);
        world.end();
    }

    @Test
    void send_retriesUsedUp_failsAndSaysSo() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("1").retries(2));
        world.cluster.script(
                "t",
                0,
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS),
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS),
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS));

        Throwable failure = world.failure(world.send("t", 0, "a"));

        assertThat(failure).isInstanceOf(NotEnoughReplicasException.class).hasMessageContaining("retries=2");
        world.end();
    }

    @Test
    void send_retryPolicyMisbehaves_failsThatBatchAndNamesIt() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        List<RetryDecision> decisions = new ArrayList<>(List.of(new RetryDecision.Again(-5), new RetryDecision.Divert("t")));
        world.start(config -> config.acks("1").retryPolicy(failure -> decisions.remove(0)));
        world.cluster.script(
                "t",
                0,
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS),
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS),
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS));

        assertThat(world.failure(world.send("t", 0, "a"))).hasMessageContaining("a delay of -5 ns");
        assertThat(world.failure(world.send("t", 0, "b"))).hasMessageContaining("a diversion to the topic that failed");
        assertThat(world.failure(world.send("t", 0, "c"))).hasMessageContaining("threw");
        world.await(world.send("t", 0, "d"));
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void send_policyDiverts_recordsGoToTheOtherTopicWithTheirOrigin(int loopCount) {
        ProducerWorld world = new ProducerWorld(SEED, 2, loopCount);
        world.cluster.create("t", 1);
        world.cluster.create("dead", 1);
        OdradekProducer<String, String> producer =
                world.start(config -> config.acks("all").retryPolicy(failure -> new RetryDecision.Divert("dead")));
        world.cluster.script("t", 0, Reaction.refuse(ErrorCode.POLICY_VIOLATION));

        CompletableFuture<RecordMetadata> sent = world.send("t", 0, "a");
        world.await(producer.flush());

        assertThat(sent).isDone();
        assertThat(sent.join().partition().topic()).isEqualTo("dead");
        assertThat(world.cluster.values("dead", 0)).containsExactly("a");
        assertThat(world.cluster.headers("dead", 0).get(0))
                .anySatisfy(header -> {
                    assertThat(header.key()).isEqualTo("odradek.origin.topic");
                    assertThat(new String(header.value(), StandardCharsets.UTF_8)).isEqualTo("t");
                });
        world.await(world.send("t", 0, "b"));
        world.end();
    }
}
