package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConfigException;
import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every broker is gone, and comes back: where it was, or elsewhere. */
class ClusterGoneTest {
    private static final long SEED = 20_261_128;

    private static void killAll(ProducerWorld world) {
        for (int node = 0; node < 3; node++) {
            world.cluster.kill(node);
        }
    }

    private static List<CompletableFuture<RecordMetadata>> sendToAll(ProducerWorld world, String value) {
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            sent.add(world.send("t", partition, value));
        }
        return sent;
    }

    private static void assertEachHas(ProducerWorld world, String... values) {
        for (int partition = 0; partition < 3; partition++) {
            assertThat(world.cluster.values("t", partition)).containsExactly(values);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void send_everyBrokerGoneAndBackAMinuteLater_goesOn(int loopCount) {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, loopCount);
        world.cluster.create("t", 3);
        world.start(config -> config.acks("all"));
        sendToAll(world, "a").forEach(world::await);

        // When
        killAll(world);
        List<CompletableFuture<RecordMetadata>> sent = sendToAll(world, "b");
        world.runFor(Duration.ofMinutes(1));
        assertThat(sent).noneMatch(CompletableFuture::isDone);
        for (int node = 0; node < 3; node++) {
            world.cluster.restart(node);
        }
        world.runFor(Duration.ofSeconds(4));

        // Then
        assertThat(sent).allMatch(CompletableFuture::isDone);
        assertEachHas(world, "a", "b");
        world.end();
    }

    @Test
    void send_brokersComeBackElsewhereWithTheSameIds_areFoundThroughABootstrapServer() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, 1);
        world.cluster.create("t", 3);
        world.start(config -> config.acks("all"));
        sendToAll(world, "a").forEach(world::await);

        // When
        killAll(world);
        List<CompletableFuture<RecordMetadata>> sent = sendToAll(world, "b");
        world.runFor(Duration.ofSeconds(10));
        world.cluster.restart(0);
        world.cluster.restartAt(1, "elsewhere");
        world.cluster.restartAt(2, "far-away");
        sent.forEach(world::await);

        // Then
        assertEachHas(world, "a", "b");
        world.end();
    }

    @Test
    void send_twoBrokersChangeTheirAddressesWithEachOther_eachIsFoundAgain() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, 1);
        world.cluster.create("t", 3);
        world.start(config -> config.acks("all"));
        sendToAll(world, "a").forEach(world::await);

        // When
        world.cluster.swap(1, 2);
        sendToAll(world, "b").forEach(world::await);

        // Then
        assertEachHas(world, "a", "b");
        world.end();
    }

    @Test
    void send_onlyTheBootstrapServerComesBack_itIsAskedAgain() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, 1);
        world.cluster.create("t", 1);
        world.cluster.lead("t", 0, 1);
        world.cluster.hide(0);
        world.start(config -> config.acks("all"));
        world.await(world.send("t", 0, "a"));
        world.network.cut(world.cluster.process(0));

        // When
        world.cluster.kill(1);
        world.cluster.kill(2);
        CompletableFuture<RecordMetadata> sent = world.send("t", 0, "b");
        world.runFor(Duration.ofSeconds(5));
        world.cluster.restartAt(1, "elsewhere");
        world.await(sent);

        // Then
        assertThat(world.cluster.values("t", 0)).containsExactly("a", "b");
        world.end();
    }

    @Test
    void send_recoveryIsNone_onlyKnownAddressesAreTried() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, 1);
        world.cluster.create("t", 1);
        world.cluster.lead("t", 0, 1);
        world.cluster.hide(0);
        world.start(config -> config.acks("all").set("metadata.recovery.strategy", "none"));
        world.await(world.send("t", 0, "a"));
        world.network.cut(world.cluster.process(0));
        world.await(world.send("t", 0, "b"));

        // When
        world.cluster.kill(1);
        world.cluster.kill(2);
        CompletableFuture<RecordMetadata> sent = world.send("t", 0, "c");
        world.runFor(Duration.ofSeconds(30));
        int asked = world.cluster.metadataRequestCount();
        world.runFor(Duration.ofSeconds(30));

        // Then
        assertThat(world.cluster.metadataRequestCount()).isEqualTo(asked);
        assertThat(sent).isNotDone();
        world.cluster.restart(1);
        world.await(sent);
        world.end();
    }

    @Test
    void start_unknownRecoveryStrategy_isAnErrorThatNamesWhatIsAllowed() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);

        assertThatThrownBy(() -> world.start(config -> config.set("metadata.recovery.strategy", "again")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("metadata.recovery.strategy", "'again'", "rebootstrap", "none");
    }
}
