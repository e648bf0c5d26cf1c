package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import io.odradek.controller.command.CreateTopic;
import io.odradek.controller.command.ElectLeaders;
import io.odradek.protocol.message.CreateTopicsRequest.Config;
import io.odradek.protocol.message.DeleteTopicsRequest;
import io.odradek.protocol.message.InitProducerIdRequest;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import io.odradek.spi.storage.LogStorage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartTest {
    private final BrokerWorld world = BrokerWorld.started();

    @AfterEach
    void close() {
        world.close();
    }

    private TestClient restart(boolean killed) {
        if (killed) {
            world.kill();
        } else {
            world.stop();
        }
        return world.start().client();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void restart_topicsAndRecords_areThereAgain(boolean killed) {
        // Given
        TestClient before = world.client();
        UUID id = Requests.createTopic(before, "t", 3, new Config("max.message.bytes", "600"), new Config("segment.bytes", "8192"));
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sent.add("v" + i + "x".repeat(400));
            assertThat(Requests.append(before, "t", 0, Batches.of(0, sent.get(i))).errorCode()).isZero();
        }
        String clusterId = world.engine().clusterId();

        // When
        TestClient after = restart(killed);

        // Then
        MetadataResponse metadata = after.ask(Rpc.METADATA, 12, new MetadataRequest(null, false, false, false));
        assertThat(metadata.clusterId()).isEqualTo(clusterId);
        assertThat(metadata.topics().get(0).topicId()).isEqualTo(id);
        assertThat(metadata.topics().get(0).partitions()).hasSize(3);
        List<String> found = new ArrayList<>();
        while (found.size() < sent.size()) {
            found.addAll(Batches.values(Requests.read(after, "t", found.size()).records()));
        }
        assertThat(found).isEqualTo(sent);
        assertThat(Requests.append(after, "t", 0, Batches.of(0, "next")).baseOffset()).isEqualTo(40);
        assertThat(Requests.append(after, "t", 0, Batches.of(0, "x".repeat(600))).errorCode())
                .isEqualTo(ErrorCode.MESSAGE_TOO_LARGE.code());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void restart_idempotentProducer_goesOnWhereItWas(boolean killed) {
        // Given
        TestClient before = world.client();
        Requests.createTopic(before, "t", 1);
        Requests.append(before, "t", 0, Batches.idempotent(3, 0, "a"));
        Requests.append(before, "t", 0, Batches.idempotent(3, 1, "b"));

        // When
        TestClient after = restart(killed);

        // Then
        assertThat(Requests.append(after, "t", 0, Batches.idempotent(3, 1, "b")).baseOffset()).isEqualTo(1);
        assertThat(Requests.append(after, "t", 0, Batches.idempotent(3, 3, "d")).errorCode())
                .isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER.code());
        assertThat(Requests.append(after, "t", 0, Batches.idempotent(3, 2, "c")).baseOffset()).isEqualTo(2);
    }

    @Test
    void fullDisk_refusesCleanlyAndKeepsEverythingThatWasAcknowledged() {
        // Given
        TestClient client = world.client();
        Requests.createTopic(client, "t", 1);
        world.disk().limitSpace(world.disk().usedBytes() + 600_000);

        // When
        int acknowledgedCount = 0;
        var outcome = Requests.append(client, "t", 0, Batches.of(0, "x".repeat(10_000)));
        while (outcome.errorCode() == 0) {
            acknowledgedCount++;
            outcome = Requests.append(client, "t", 0, Batches.of(0, "x".repeat(10_000)));
        }

        // Then
        assertThat(outcome.errorCode()).isEqualTo(ErrorCode.KAFKA_STORAGE_ERROR.code());
        assertThat(acknowledgedCount).isGreaterThan(10);
        client = restart(true);
        assertThat(Requests.read(client, "t", 0).highWatermark()).isEqualTo(acknowledgedCount);
        world.disk().limitSpace(Long.MAX_VALUE);
        assertThat(Requests.append(client, "t", 0, Batches.of(0, "again")).baseOffset()).isEqualTo(acknowledgedCount);
    }

    @Test
    void fullDisk_thatHasSpaceAgain_takesRecordsWithoutARestart() {
        // Given
        TestClient client = world.client();
        Requests.createTopic(client, "t", 1);
        world.disk().limitSpace(world.disk().usedBytes() + 100);
        assertThat(Requests.append(client, "t", 0, Batches.of(0, "x".repeat(10_000))).errorCode())
                .isEqualTo(ErrorCode.KAFKA_STORAGE_ERROR.code());

        // When
        world.disk().limitSpace(Long.MAX_VALUE);

        // Then
        assertThat(Requests.append(client, "t", 0, Batches.of(0, "again")).baseOffset()).isZero();
    }

    @Test
    void initProducerId_overRestarts_neverGivesAnIdTwice() {
        // Given
        Set<Long> seen = new HashSet<>();
        TestClient client = world.client();

        for (int life = 0; life < 5; life++) {
            // When
            for (int i = 0; i < 3; i++) {
                var answer = client.ask(Rpc.INIT_PRODUCER_ID, 4, Requests.initProducerId());
                assertThat(answer.errorCode()).isZero();
                assertThat(answer.producerEpoch()).isZero();

                // Then
                assertThat(seen.add(answer.producerId())).as("id %s", answer.producerId()).isTrue();
            }
            client = restart(life % 2 == 0);
        }
    }

    @Test
    void initProducerId_moreThanABlock_goesOn() {
        // Given
        TestClient client = world.client();
        Set<Long> seen = new HashSet<>();

        // When
        for (int i = 0; i < 1500; i++) {
            seen.add(client.ask(Rpc.INIT_PRODUCER_ID, i % 6, Requests.initProducerId()).producerId());
        }

        // Then
        assertThat(seen).hasSize(1500);
    }

    @Test
    void initProducerId_transactional_isNotSupported() {
        // Given
        var request = new InitProducerIdRequest("tx", 1000, -1, (short) -1, false, false);

        // Then
        assertThat(world.client().ask(Rpc.INIT_PRODUCER_ID, 4, request).errorCode()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION.code());
    }

    @Test
    void kill_whileATopicIsDeleted_leavesAllOfItOrNothing() {
        // Given a topic whose deletion is cut short after ever more steps, up to its end
        boolean acknowledged = false;
        for (int stepCount = 0; !acknowledged; stepCount++) {
            TestClient client = world.client();
            Requests.createTopic(client, "t", 2);
            Requests.append(client, "t", 0, Batches.of(0, "old"));
            var answer = client.send(Rpc.DELETE_TOPICS, 5, new DeleteTopicsRequest(List.of(), List.of("t"), 1000));
            for (int step = 0; step < stepCount; step++) {
                world.time.step();
            }

            // When
            acknowledged = answer.isDone();
            client = restart(true);

            // Then
            List<MetadataResponse.Topic> topics = client.ask(Rpc.METADATA, 0, Requests.metadata()).topics();
            if (topics.isEmpty()) {
                assertThat(client.ask(Rpc.CREATE_TOPICS, 7, Requests.create("t", 2)).topics().get(0).errorMessage()).isNull();
                var appended = Requests.append(client, "t", 0, Batches.of(0, "new"));
                assertThat(appended.errorMessage()).isNull();
                assertThat(appended.baseOffset()).isZero();
            } else {
                assertThat(acknowledged).isFalse();
                assertThat(Batches.values(Requests.read(client, "t", 0).records())).containsExactly("old");
            }
            client.ask(Rpc.DELETE_TOPICS, 5, new DeleteTopicsRequest(List.of(), List.of("t"), 1000));
        }
    }

    @Test
    void kill_whileATopicIsCreated_leavesAllOfItOrNothing() {
        boolean acknowledged = false;
        for (int stepCount = 0; !acknowledged; stepCount++) {
            // Given
            TestClient client = world.client();
            String name = "t" + stepCount;
            var answer = client.send(Rpc.CREATE_TOPICS, 5, Requests.create(name, 2));
            for (int step = 0; step < stepCount; step++) {
                world.time.step();
            }

            // When
            acknowledged = answer.isDone();
            client = restart(true);

            // Then
            var topic = client.ask(
                            Rpc.METADATA,
                            12,
                            new MetadataRequest(List.of(new MetadataRequest.Topic(Wire.UUID_ZERO, name)), true, false, false))
                    .topics()
                    .get(0);
            assertThat(topic.errorCode()).isZero();
            assertThat(topic.partitions()).hasSizeBetween(acknowledged ? 2 : 1, 2);
            assertThat(Requests.append(client, name, 0, Batches.of(0, "a")).baseOffset()).isZero();
        }
    }

    @Test
    void start_secondBrokerOnTheDirectory_isRefusedByName() {
        assertThatThrownBy(world::start).hasCauseInstanceOf(StorageException.class).hasMessageContaining("data");
        world.kill();
    }

    @Test
    void start_directoryOfAnotherNode_isRefused() {
        // Given
        world.stop();
        world.set("node.id", "8");

        // Then
        assertThatThrownBy(world::start).hasCauseInstanceOf(OdradekException.class).hasMessageContaining("node 7");
        assertThat(world.disk().isHeld()).isFalse();
    }

    /** Whoever has to change a cluster's identity deletes this file; nobody could start the broker any more. */
    @Test
    void start_identityOfTheDirectoryIsLost_joinsAndKeepsItsTopics() {
        // Given
        UUID id = Requests.createTopic(world.client(), "t", 1);
        world.stop();
        world.lose(LogStorage.ROOT, "meta.properties");

        // When
        TestClient client = world.start().client();

        // Then
        var topic = client.ask(Rpc.METADATA, 12, Requests.metadata("t")).topics().get(0);
        assertThat(topic.topicId()).isEqualTo(id);
        assertThat(topic.partitions().get(0).errorCode()).as("as long as nobody says that its data is there").isEqualTo(
                ErrorCode.LEADER_NOT_AVAILABLE.code());
        world.commit(new ElectLeaders(true, List.of()));
        assertThat(Requests.append(client, "t", 0, Batches.of(0, "a")).baseOffset()).isZero();
    }

    @Test
    void start_topicWhoseConfigurationCannotBeUsed_servesTheOthersAndCanDeleteIt() {
        // Given
        UUID id = new UUID(1, 1);
        Requests.createTopic(world.client(), "t", 1);
        world.commit(new CreateTopic("a-bad", id, 1, 1, 1, new TreeMap<>(Map.of("retention.ms", "never")), List.of()));
        Requests.createTopic(world.client(), "u", 1);

        // When
        TestClient client = restart(false);

        // Then
        assertThat(Requests.append(client, "t", 0, Batches.of(0, "a")).baseOffset()).isZero();
        assertThat(Requests.append(client, "u", 0, Batches.of(0, "a")).baseOffset()).isZero();
        var deleted = client.ask(Rpc.DELETE_TOPICS, 5, new DeleteTopicsRequest(List.of(), List.of("a-bad"), 1000));
        assertThat(deleted.responses().get(0).errorCode()).isZero();
        Requests.createTopic(client, "a-bad", 1);
        assertThat(Requests.append(restart(false), "a-bad", 0, Batches.of(0, "a")).baseOffset()).isZero();
    }

    @Test
    void stop_whileTopicsAreCreatedAndFilled_leavesNothingOpenAndLosesNothingThatWasAcknowledged() {
        for (int delayMs = 0; delayMs < 60; delayMs++) {
            try (BrokerWorld world = BrokerWorld.started()) {
                // Given
                TestClient client = world.client();
                TestClient filler = world.client();
                client.send(Rpc.CREATE_TOPICS, 7, Requests.create("t", 20)).exceptionally(cut -> null);
                for (int i = 0; i < 40; i++) {
                    client.send(Rpc.METADATA, 12, Requests.metadata("auto-" + i)).exceptionally(cut -> null);
                }
                List<CompletableFuture<ProduceResponse>> appends = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    world.runForMs(delayMs / 10);
                    appends.add(filler.send(Rpc.PRODUCE, 9, Requests.produce(1, "t", 0, Batches.of(0, "v" + i))));
                }

                // When
                world.stop();
                long acknowledged = appends.stream()
                        .filter(append -> append.isDone() && !append.isCompletedExceptionally())
                        .filter(append -> Requests.only(append.join()).errorCode() == 0)
                        .count();
                world.start();

                // Then
                if (acknowledged > 0) {
                    assertThat(Batches.values(Requests.read(world.client(), "t", 0).records()))
                            .as("delay " + delayMs)
                            .hasSizeGreaterThanOrEqualTo((int) acknowledged);
                }
            }
        }
    }

    @Test
    void stop_twice_isDoneOnce() {
        // Given
        world.await(world.engine().stop());

        // Then
        assertThat(world.engine().stop()).isCompleted();
        assertThat(world.disk().isHeld()).isFalse();
    }
}
