package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.api.PluginException;
import io.odradek.protocol.message.DeleteTopicsRequest;
import io.odradek.protocol.message.ProduceRequest;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AckPolicyTest {
    private static final short CODE = 42;

    private static ProduceRequest produce(int timeoutMs) {
        return new ProduceRequest(
                null,
                CODE,
                timeoutMs,
                List.of(new ProduceRequest.Topic("t", Wire.UUID_ZERO, List.of(new ProduceRequest.Partition(0, Batches.of(0, "a"))))));
    }

    private static BrokerWorld worldWith(AckPolicy policy) {
        return BrokerWorld.ofLoops(2).with(policy).start();
    }

    private static ProduceResponse.Partition ask(BrokerWorld world, int timeoutMs) {
        TestClient client = world.client();
        Requests.createTopic(client, "t", 1);
        return Requests.only(client.ask(Rpc.PRODUCE, 9, produce(timeoutMs)));
    }

    @Test
    void require_forcedRecords_forcesThemAndAnswersThen() {
        try (BrokerWorld world = worldWith(new AskingPolicy(CODE, new Requirement.Forced()))) {
            // When
            ProduceResponse.Partition outcome = ask(world, 10_000);

            // Then
            assertThat(outcome.errorCode()).isZero();
        }
    }

    @Test
    void require_forcedRecordsOfManyRequests_areAllAnswered() {
        try (BrokerWorld world = worldWith(
                new AskingPolicy(CODE, new Requirement.AllOf(List.of(new Requirement.HighWatermark(), new Requirement.Forced()))))) {
            // Given
            TestClient client = world.client();
            Requests.createTopic(client, "t", 1);

            // When
            List<CompletableFuture<ProduceResponse>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> client.send(Rpc.PRODUCE, 9, produce(10_000)))
                    .toList();

            // Then
            answers.forEach(answer -> assertThat(Requests.only(world.await(answer)).errorCode()).isZero());
        }
    }

    @Test
    void require_forceThatFails_isAStorageErrorAndNothingIsAppendedAfterIt() {
        try (BrokerWorld world = worldWith(new AskingPolicy(CODE, new Requirement.Forced()))) {
            // Given
            TestClient client = world.client();
            Requests.createTopic(client, "t", 1);
            // What was forced for the topic is behind us.
            world.runForMs(100);
            world.disk().failNextForce();

            // When
            ProduceResponse.Partition outcome = Requests.only(client.ask(Rpc.PRODUCE, 9, produce(10_000)));

            // Then
            assertThat(outcome.errorCode()).isEqualTo(ErrorCode.KAFKA_STORAGE_ERROR.code());
            assertThat(Requests.append(client, "t", 0, Batches.of(0, "b")).errorCode())
                    .isEqualTo(ErrorCode.KAFKA_STORAGE_ERROR.code());
            world.kill();
        }
    }

    @Test
    void require_moreReplicasThanThereAre_timesOutAndTellsThatItWasAppended() {
        try (BrokerWorld world = worldWith(new AskingPolicy(CODE, new Requirement.Replicas(2)))) {
            // Given
            TestClient client = world.client();
            Requests.createTopic(client, "t", 1);
            long beforeNs = world.time.nowNs();

            // When
            ProduceResponse.Partition outcome = Requests.only(client.ask(Rpc.PRODUCE, 9, produce(1500)));

            // Then
            assertThat(outcome.errorCode()).isEqualTo(ErrorCode.REQUEST_TIMED_OUT.code());
            assertThat(outcome.errorMessage()).contains("were appended");
            assertThat(world.time.nowNs() - beforeNs).isBetween(1_500_000_000L, 1_600_000_000L);
            assertThat(Requests.read(client, "t", 0).highWatermark()).isEqualTo(1);
            assertThat(world.framesUnreleased()).isZero();
        }
    }

    @Test
    void require_answersBehindAParkedOne_waitForIt() {
        try (BrokerWorld world = worldWith(new AskingPolicy(CODE, new Requirement.Replicas(2)))) {
            // Given
            TestClient client = world.client();
            Requests.createTopic(client, "t", 1);

            // When
            CompletableFuture<ProduceResponse> parked = client.send(Rpc.PRODUCE, 9, produce(1000));
            CompletableFuture<ProduceResponse> behind = client.send(Rpc.PRODUCE, 9, Requests.produce(1, "t", 0, Batches.of(0, "b")));
            world.runForMs(900);

            // Then
            assertThat(parked).isNotDone();
            assertThat(behind).isNotDone();
            world.runForMs(200);
            assertThat(parked).isCompleted();
            assertThat(Requests.only(behind.join()).baseOffset()).isEqualTo(1);
        }
    }

    @Test
    void stop_parkedAppend_isAnsweredThatItWasAppendedAndNotAcknowledged() {
        try (BrokerWorld world = worldWith(new AskingPolicy(CODE, new Requirement.Replicas(2)))) {
            // Given
            TestClient client = world.client();
            Requests.createTopic(client, "t", 1);
            CompletableFuture<ProduceResponse> parked = client.send(Rpc.PRODUCE, 9, produce(60_000));
            world.runForMs(100);

            // When
            world.stop();

            // Then
            assertThat(Requests.only(parked.join()).errorCode()).isEqualTo(ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND.code());
            client.awaitClosed();
        }
    }

    @Test
    void deleteTopic_parkedAppend_isAnsweredThatItWasAppendedAndNotAcknowledged() {
        try (BrokerWorld world = worldWith(new AskingPolicy(CODE, new Requirement.Replicas(2)))) {
            // Given
            TestClient client = world.client();
            Requests.createTopic(client, "t", 1);
            CompletableFuture<ProduceResponse> parked = client.send(Rpc.PRODUCE, 9, produce(60_000));
            world.runForMs(100);

            // When
            world.client().ask(Rpc.DELETE_TOPICS, 5, new DeleteTopicsRequest(List.of(), List.of("t"), 1000));

            // Then
            assertThat(Requests.only(world.await(parked)).errorCode())
                    .isEqualTo(ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND.code());
            assertThat(world.framesUnreleased()).isZero();
        }
    }

    @Test
    void admit_refusal_isToldAndNothingIsAppended() {
        AckPolicy refusing = new AckPolicy() {
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
                return new Admission.Refused(
                        ErrorCode.NOT_ENOUGH_REPLICAS,
                        partition.inSyncReplicaCount() + " of " + partition.inSyncReplicaCountMin());
            }

            @Override
            public Requirement require(PartitionState partition) {
                return new Requirement.Appended();
            }
        };
        try (BrokerWorld world = BrokerWorld.ofLoops(1).set("min.insync.replicas", "2").with(refusing).start()) {
            // When
            ProduceResponse.Partition outcome = ask(world, 1000);

            // Then
            assertThat(outcome.errorCode()).isEqualTo(ErrorCode.NOT_ENOUGH_REPLICAS.code());
            assertThat(outcome.errorMessage()).isEqualTo("1 of 2");
            assertThat(Requests.read(world.client(), "t", 0).highWatermark()).isZero();
        }
    }

    @Test
    void policyThatThrows_failsItsRequestAndNamesThePlugIn() {
        AckPolicy throwing = new AckPolicy() {
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
                throw new IllegalStateException("broken");
            }
        };
        try (BrokerWorld world = worldWith(throwing)) {
            // When
            ProduceResponse.Partition outcome = ask(world, 1000);

            // Then
            assertThat(outcome.errorCode()).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR.code());
            assertThat(outcome.errorMessage()).contains(throwing.getClass().getName(), "broken");
            assertThat(Requests.append(world.client(), "t", 0, Batches.of(0, "b")).errorCode()).isZero();
        }
    }

    @Test
    void policyThatThrowsBeforeTheAppend_failsItsRequestAndLeavesNoFrame() {
        AckPolicy throwing = new AckPolicy() {
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
                throw new IllegalStateException("broken");
            }

            @Override
            public Requirement require(PartitionState partition) {
                return new Requirement.Appended();
            }
        };
        try (BrokerWorld world = BrokerWorld.ofLoops(1).with(throwing).start()) {
            // When
            ProduceResponse.Partition outcome = ask(world, 1000);

            // Then
            assertThat(outcome.errorCode()).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR.code());
            assertThat(outcome.errorMessage()).contains(throwing.getClass().getName(), "broken");
            assertThat(Requests.read(world.client(), "t", 0).highWatermark()).isZero();
            assertThat(world.framesUnreleased()).isZero();
        }
    }

    @Test
    void start_twoPoliciesOfOneCode_isAnErrorThatNamesBoth() {
        try (BrokerWorld world = BrokerWorld.ofLoops(1)
                .with(new AskingPolicy(CODE, new Requirement.Appended()))
                .with(new AskingPolicy(CODE, new Requirement.Forced()))) {
            assertThatThrownBy(world::start)
                    .hasRootCauseInstanceOf(PluginException.class)
                    .hasMessageContaining("acks code 42");
        }
    }
}
