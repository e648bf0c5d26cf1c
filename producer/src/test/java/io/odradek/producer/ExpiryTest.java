package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The bound of delivery.timeout.ms. */
class ExpiryTest {
    private static final long SEED = 20_261_123;

    @Test
    void send_expiresInFlight_memoryComesBackOnlyWithTheNetwork() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer = world.start(config ->
                config.acks("all").deliveryTimeout(Duration.ofSeconds(10)).requestTimeout(Duration.ofSeconds(9)));
        world.await(world.send("t", 0, "warm"));
        world.network.stall(world.cluster.process(0));

        // When
        Throwable failure = world.failure(world.send("t", 0, "a"));

        // Then
        assertThat(failure).isInstanceOfSatisfying(DeliveryException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.DELIVERY_TIMED_OUT);
            assertThat(error.persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
            assertThat(error).hasMessageContaining("delivery.timeout.ms=10000").hasMessageContaining("it was sent");
        });
        world.network.resume(world.cluster.process(0));
        world.runFor(Duration.ofSeconds(30));
        assertThat(producer.metrics().bufferedBytes()).isZero();
        world.await(world.send("t", 0, "b"));
        world.end();
    }

    @Test
    void send_noLeader_expiresAndSaysSo() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.cluster.lead("t", 0, -1);
        world.start(config -> config.acks("1").deliveryTimeout(Duration.ofSeconds(5)));

        Throwable failure = world.failure(world.send("t", 0, "a"));

        assertThat(failure).hasMessageContaining("never sent").hasMessageContaining("waiting for t-0 to have a leader");
        world.end();
    }

    @Test
    void send_topicKnownLateAndNoLeader_theTimeoutRunsFromTheSend() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.start(config -> config.acks("1").deliveryTimeout(Duration.ofSeconds(5)));
        CompletableFuture<RecordMetadata> sent = world.send("t", 0, "a");
        long sentNs = world.time.nowNs();
        world.runFor(Duration.ofSeconds(3));
        world.cluster.create("t", 1);
        world.cluster.lead("t", 0, -1);

        Throwable failure = world.failure(sent);

        assertThat(failure).hasMessageContaining("waiting for t-0 to have a leader");
        assertThat(world.time.nowNs() - sentNs).isBetween(5 * ProducerWorld.SECOND_NS, 6 * ProducerWorld.SECOND_NS);
        world.end();
    }

    @Test
    void send_brokerUnreachable_expiresAndSaysWhy() {
        ProducerWorld world = new ProducerWorld(SEED, 2, 2);
        world.cluster.create("t", 2);
        world.start(config -> config.acks("1").deliveryTimeout(Duration.ofSeconds(5)));
        world.await(world.send("t", 0, "a"));
        world.network.setRefusing(world.cluster.process(1), true);

        Throwable failure = world.failure(world.send("t", 1, "b"));

        assertThat(failure).hasMessageContaining("waiting for a connection to broker 1");
        world.end();
    }
}
