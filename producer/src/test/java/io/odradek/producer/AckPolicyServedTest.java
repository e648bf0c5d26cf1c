package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.producer.world.ProducerWorld;
import io.odradek.protocol.message.ApiKey;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import org.junit.jupiter.api.Test;

/** An acknowledgement policy that is not Kafka's: its code goes only to brokers that say that they know it. */
class AckPolicyServedTest {
    private static final long SEED = 20_261_128;
    private static final short CODE = 20;

    private final ProducerWorld world = new ProducerWorld(SEED, 2, 1);

    /** A policy of an outsider. */
    private record Sound() implements AckPolicy {
        @Override
        public short acks() {
            return CODE;
        }

        @Override
        public boolean answerAwaited() {
            return true;
        }

        @Override
        public Admission admit(PartitionState partition) {
            return Admission.admitted();
        }

        @Override
        public Requirement require(PartitionState partition) {
            return new Requirement.Appended();
        }
    }

    /** Its provider. */
    private record SoundProvider() implements AckPolicyProvider {
        @Override
        public String name() {
            return "sound";
        }

        @Override
        public int contractLevel() {
            return LEVEL;
        }

        @Override
        public AckPolicy create(PluginContext context) {
            return new Sound();
        }
    }

    private void startNamed() {
        world.cluster.create("t", 2);
        world.start(config -> config.plugins(PluginRegistry.discover().with(new SoundProvider())).set("ack.policy", "sound"));
    }

    private void assertRefused(String... words) {
        long startNs = world.time.nowNs();
        assertThat(world.failure(world.send("t", 0, "a"))).isInstanceOfSatisfying(DeliveryException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUIRED_ACKS);
            assertThat(error.persistence()).isEqualTo(Persistence.NOT_PERSISTED);
            assertThat(error).hasMessageContainingAll(words);
        });
        assertThat(world.time.nowNs() - startNs).as("at once").isLessThan(ProducerWorld.SECOND_NS);
        assertThat(world.cluster.produceRequestCount()).as("the code was never sent").isZero();
    }

    @Test
    void send_brokerDoesNotServeThePolicy_eachFailsAndIsToldWhatToDo() {
        startNamed();

        assertRefused("'sound' (acks code 20)", world.cluster.endpoint(0), "serves none", "jar", "acks=all");
        assertRefused("'sound' (acks code 20)", world.cluster.endpoint(0));
        world.end();
    }

    @Test
    void send_brokerTooOldToTell_fails() {
        world.cluster.serve("sound", CODE);
        world.cluster.limit(ApiKey.API_VERSIONS, 2);
        startNamed();

        assertRefused("'sound' (acks code 20)");
        world.end();
    }

    @Test
    void send_codeIsAnotherPolicyThere_failsAndNamesIt() {
        world.cluster.serve("loud", CODE);
        startNamed();

        assertRefused("'sound' (acks code 20)", "serves 'loud' (acks code 20)");
        world.end();
    }

    @Test
    void send_policyHasAnotherCodeThere_failsAndNamesIt() {
        world.cluster.serve("sound", CODE + 1);
        startNamed();

        assertRefused("'sound' (acks code 20)", "serves 'sound' (acks code 21)", "same settings");
        world.end();
    }

    @Test
    void send_brokerServesThePolicy_isDelivered() {
        world.cluster.serve("loud", -20);
        world.cluster.serve("sound", CODE);
        startNamed();

        world.await(world.send("t", 0, "a"));

        assertThat(world.cluster.values("t", 0)).containsExactly("a");
        world.end();
    }

    @Test
    void send_policyGivenInCode_onlyItsCodeIsCompared() {
        world.cluster.serve("loud", CODE);
        world.cluster.create("t", 1);
        world.start(config -> config.ackPolicy(new Sound()));

        world.await(world.send("t", 0, "a"));

        world.end();
    }

    @Test
    void send_policyGivenInCodeAndNotServed_fails() {
        world.cluster.create("t", 1);
        world.start(config -> config.ackPolicy(new Sound()));

        assertRefused("acks code 20", "given in code");
        world.end();
    }

    @Test
    void send_brokerIsStartedAgainWithThePolicy_isDelivered() {
        // Given
        startNamed();
        assertRefused("'sound'");

        // When
        world.cluster.kill(0);
        world.cluster.serve("sound", CODE);
        world.cluster.restart(0);

        // Then
        world.await(world.send("t", 0, "b"));
        assertThat(world.cluster.values("t", 0)).containsExactly("b");
        world.end();
    }
}
