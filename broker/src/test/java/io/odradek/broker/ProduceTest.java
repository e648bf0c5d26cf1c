package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.CreateTopicsRequest.Config;
import io.odradek.protocol.message.ProduceRequest;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.wire.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProduceTest {
    private static final int ATTRIBUTES = 21;

    private final BrokerWorld world = BrokerWorld.ofLoops(2).set("message.max.bytes", "1000");

    @AfterEach
    void close() {
        world.close();
    }

    private TestClient client() {
        return world.start().client();
    }

    private TestClient clientOfTopic(int partitionCount, Config... configs) {
        TestClient client = client();
        Requests.createTopic(client, "t", partitionCount, configs);
        return client;
    }

    private static void assertRefused(ProduceResponse.Partition outcome, ErrorCode error, String... words) {
        assertThat(ErrorCode.of(outcome.errorCode())).isEqualTo(error);
        assertThat(outcome.errorMessage()).contains(words);
        assertThat(outcome.baseOffset()).isEqualTo(-1);
    }

    @Test
    void produce_everyVersion_appendsWithTheNextOffsets() {
        // Given
        TestClient client = client();
        UUID id = Requests.createTopic(client, "t", 1);

        for (int version = 3; version <= 13; version++) {
            // When
            ProduceRequest.Partition data = new ProduceRequest.Partition(0, Batches.of(0, "a" + version, "b" + version));
            ProduceRequest.Topic topic = new ProduceRequest.Topic("t", version < 13 ? Wire.UUID_ZERO : id, List.of(data));
            ProduceResponse answer =
                    client.ask(Rpc.PRODUCE, version, new ProduceRequest(null, (short) -1, 1000, List.of(topic)));

            // Then
            assertThat(Requests.only(answer).errorCode()).isZero();
            assertThat(Requests.only(answer).baseOffset()).isEqualTo((version - 3) * 2L);
        }
        assertThat(Batches.values(Requests.read(client, "t", 20).records())).containsExactly("a13", "b13");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void produce_manyPartitionsOverLoops_eachIsAnsweredInItsPlace(int loopCount) {
        try (BrokerWorld wide = BrokerWorld.ofLoops(loopCount).start()) {
            // Given
            TestClient client = wide.client();
            Requests.createTopic(client, "wide", 8);

            for (int round = 0; round < 3; round++) {
                // When
                List<ProduceRequest.Partition> data = new ArrayList<>();
                for (int partition = 0; partition < 9; partition++) {
                    data.add(new ProduceRequest.Partition(partition, Batches.of(0, "v")));
                }
                ProduceRequest request = new ProduceRequest(
                        null, (short) -1, 1000, List.of(new ProduceRequest.Topic("wide", Wire.UUID_ZERO, data)));
                List<ProduceResponse.Partition> outcomes =
                        client.ask(Rpc.PRODUCE, 9, request).responses().get(0).partitionResponses();

                // Then
                for (int partition = 0; partition < 8; partition++) {
                    assertThat(outcomes.get(partition).index()).isEqualTo(partition);
                    assertThat(outcomes.get(partition).baseOffset()).isEqualTo(round);
                }
                assertThat(outcomes.get(8).errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
            }
        }
    }

    @Test
    void produce_pipelinedRequests_keepTheirOrder() {
        // Given
        TestClient client = clientOfTopic(1);

        // When
        List<CompletableFuture<ProduceResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(client.send(Rpc.PRODUCE, 9, Requests.produce(1, "t", 0, Batches.of(0, "v" + i))));
        }

        // Then
        for (int i = 0; i < 200; i++) {
            assertThat(Requests.only(world.await(answers.get(i))).baseOffset()).isEqualTo(i);
        }
    }

    @Test
    void produce_unknownTopic_isTold() {
        // Given
        TestClient client = client();

        // Then
        assertThat(Requests.append(client, "none", 0, Batches.of(0, "a")).errorCode())
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
        ProduceRequest byId = new ProduceRequest(
                null, (short) 1, 1000,
                List.of(new ProduceRequest.Topic("", new UUID(3, 4), List.of(new ProduceRequest.Partition(0, Batches.of(0, "a"))))));
        assertThat(Requests.only(client.ask(Rpc.PRODUCE, 13, byId)).errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID.code());
    }

    @Test
    void produce_batchLongerThanTheLimit_isTooLarge() {
        // Given
        TestClient client = clientOfTopic(1);

        // Then
        assertRefused(
                Requests.append(client, "t", 0, Batches.of(0, "x".repeat(1000))),
                ErrorCode.MESSAGE_TOO_LARGE,
                "takes up to 1000",
                "max.message.bytes");
        Requests.createTopic(client, "wide", 1, new Config("max.message.bytes", "5000"));
        assertThat(Requests.append(client, "wide", 0, Batches.of(0, "x".repeat(1000))).errorCode()).isZero();
    }

    @Test
    void produce_flippedBit_isCorrupt() {
        // Given
        TestClient client = clientOfTopic(1);
        ByteBuffer batch = Batches.of(0, "precious");
        batch.put(70, (byte) (batch.get(70) ^ 1));

        // Then
        assertRefused(Requests.append(client, "t", 0, batch), ErrorCode.CORRUPT_MESSAGE, "CRC");
        assertThat(Requests.append(client, "t", 0, Batches.of(0, "a")).baseOffset()).isZero();
    }

    @Test
    void produce_messageSetOfFormatV1_isRefusedWithAnExplanation() {
        // Given
        TestClient client = clientOfTopic(1);
        ByteBuffer batch = Batches.of(0, "old");
        batch.put(16, (byte) 1);

        // Then
        assertRefused(Requests.append(client, "t", 0, batch), ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT, "magic 1");
    }

    @Test
    void produce_codecThatNobodyHas_isUnsupported() {
        // Given
        TestClient client = clientOfTopic(1);

        // Then
        assertRefused(Requests.append(client, "t", 0, withAttributes(6)), ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, "codec 6");
    }

    @Test
    void produce_batchThatOnlyABrokerMayWrite_isRefused() {
        // Given
        TestClient client = clientOfTopic(1);

        // Then
        assertRefused(Requests.append(client, "t", 0, withAttributes(0x20)), ErrorCode.INVALID_RECORD, "control");
        assertRefused(Requests.append(client, "t", 0, withAttributes(0x10)), ErrorCode.INVALID_TXN_STATE, "transaction");
        assertRefused(Requests.append(client, "t", 0, withAttributes(0x08)), ErrorCode.INVALID_TIMESTAMP, "only the broker");
    }

    private static ByteBuffer withAttributes(int attributes) {
        ByteBuffer batch = Batches.of(0, "a");
        batch.putShort(ATTRIBUTES, (short) attributes);
        RecordBatch view = new RecordBatch().wrap(batch, 0);
        batch.putInt(17, view.computeCrc());
        return batch;
    }

    @Test
    void produce_recordThatIsNotWhatItSays_isInvalidUnlessOnlyHeadersAreChecked() {
        // Given a record whose key claims more bytes than its record has, with a CRC that is right
        ByteBuffer broken = Batches.of(0, "value");
        broken.put(RecordBatch.HEADER_SIZE_BYTES + 4, (byte) 0x7E);
        broken.putInt(17, new RecordBatch().wrap(broken, 0).computeCrc());

        // Then
        TestClient client = clientOfTopic(1);
        assertRefused(Requests.append(client, "t", 0, broken.duplicate()), ErrorCode.INVALID_RECORD, "record.key");
        try (BrokerWorld trusting = BrokerWorld.ofLoops(1).set("record.validation", "header").start()) {
            TestClient other = trusting.client();
            Requests.createTopic(other, "t", 1);
            assertThat(Requests.append(other, "t", 0, broken.duplicate()).errorCode()).isZero();
        }
    }

    @Test
    void produce_recordThatIsNotWhatItSays_isNamedByItsIndexInTheBatch() {
        // Given three records of eight bytes, the second of which claims a key that is longer than it is itself
        ByteBuffer broken = Batches.of(0, "a", "b", "c");
        broken.put(RecordBatch.HEADER_SIZE_BYTES + 8 + 4, (byte) 0x7E);
        broken.putInt(17, new RecordBatch().wrap(broken, 0).computeCrc());

        // When
        ProduceResponse.Partition outcome = Requests.append(clientOfTopic(1), "t", 0, broken);

        // Then
        assertThat(outcome.recordErrors())
                .containsExactly(new ProduceResponse.RecordError(1, outcome.errorMessage()));
        assertThat(outcome.errorMessage()).contains("record.key");
    }

    @Test
    void produce_flippedBit_blamesNoRecord() {
        ByteBuffer corrupt = Batches.of(0, "a", "b");
        corrupt.put(corrupt.limit() - 2, (byte) 0x55);

        assertThat(Requests.append(clientOfTopic(1), "t", 0, corrupt).recordErrors()).isEmpty();
    }

    @Test
    void produce_noBatchOrTwo_isInvalid() {
        // Given
        TestClient client = clientOfTopic(1);
        ByteBuffer one = Batches.of(0, "a");
        ByteBuffer two = ByteBuffer.allocate(one.remaining() * 2).put(one.duplicate()).put(one.duplicate()).flip();

        // Then
        assertRefused(Requests.append(client, "t", 0, two), ErrorCode.INVALID_RECORD, "more than one");
        assertRefused(Requests.append(client, "t", 0, ByteBuffer.allocate(0)), ErrorCode.INVALID_RECORD, "no record batch");
        assertRefused(
                Requests.only(client.ask(Rpc.PRODUCE, 9, Requests.produce(1, "t", 0, null))), ErrorCode.INVALID_RECORD, "no records");
    }

    @Test
    void produce_timestampTooFarInTheFuture_isInvalid() {
        // Given
        TestClient client = clientOfTopic(1);
        long hourMs = 3_600_000;

        // Then
        assertRefused(
                Requests.append(client, "t", 0, Batches.of(world.nowMs() + hourMs + 60_000, "a")),
                ErrorCode.INVALID_TIMESTAMP,
                "message.timestamp.after.max.ms");
        assertThat(Requests.append(client, "t", 0, Batches.of(world.nowMs() + hourMs - 60_000, "a")).errorCode()).isZero();
    }

    @Test
    void produce_topicOfLogAppendTime_getsTheBrokersTime() {
        // Given
        TestClient client = clientOfTopic(1, new Config("message.timestamp.type", "LogAppendTime"));

        // When
        ProduceResponse.Partition outcome = Requests.append(client, "t", 0, Batches.of(5, "a", "b"));

        // Then
        assertThat(outcome.logAppendTimeMs()).isBetween(world.nowMs() - 1000, world.nowMs());
        RecordBatch batch = Batches.first(Requests.read(client, "t", 0).records());
        assertThat(batch.maxTimestampMs()).isEqualTo(outcome.logAppendTimeMs());
        batch.verifyCrc();
    }

    @Test
    void produce_acks0_hasNoAnswerAndKeepsItsPlace() {
        // Given
        TestClient client = clientOfTopic(1);

        // When
        client.tell(Rpc.PRODUCE, 9, Requests.produce(0, "t", 0, Batches.of(0, "quiet")));
        ProduceResponse.Partition next = Requests.append(client, "t", 0, Batches.of(0, "loud"));

        // Then
        assertThat(next.baseOffset()).isEqualTo(1);
        assertThat(client.unexpectedFrameCount()).isZero();
    }

    @Test
    void produce_acks0WithAnError_closesTheConnection() {
        // Given
        TestClient client = clientOfTopic(1);

        // When
        client.tell(Rpc.PRODUCE, 9, Requests.produce(0, "none", 0, Batches.of(0, "lost")));

        // Then
        client.awaitClosed();
        assertThat(world.client().ask(Rpc.METADATA, 0, Requests.metadata()).topics()).hasSize(1);
    }

    @Test
    void produce_acksThatNoPolicyHas_areInvalid() {
        // Given
        TestClient client = clientOfTopic(1);

        // Then
        assertRefused(
                Requests.only(client.ask(Rpc.PRODUCE, 9, Requests.produce(5, "t", 0, Batches.of(0, "a")))),
                ErrorCode.INVALID_REQUIRED_ACKS,
                "code 5");
        assertThat(Requests.append(client, "t", 0, Batches.of(0, "a")).baseOffset()).isZero();
    }

    @Test
    void produce_idempotentBatchAgain_isAnsweredWithItsFirstOffsetAndNotAppended() {
        // Given
        TestClient client = clientOfTopic(1);
        for (int sequence = 0; sequence < 5; sequence++) {
            Requests.append(client, "t", 0, Batches.idempotent(9, sequence, "v" + sequence));
        }

        // When
        ProduceResponse.Partition again = Requests.append(client, "t", 0, Batches.idempotent(9, 0, "v0"));

        // Then
        assertThat(again.errorCode()).isZero();
        assertThat(again.baseOffset()).isZero();
        assertThat(Requests.read(client, "t", 0).highWatermark()).isEqualTo(5);
    }

    /** kafka-clients and librdkafka take the error for an acknowledgement without an offset. */
    @Test
    void produce_idempotentBatchAgainAfterManyOthers_isADuplicateAndNotAppended() {
        // Given
        TestClient client = clientOfTopic(1);
        for (int sequence = 0; sequence < 9; sequence++) {
            Requests.append(client, "t", 0, Batches.idempotent(9, sequence, "v" + sequence));
        }

        // When
        ProduceResponse.Partition again = Requests.append(client, "t", 0, Batches.idempotent(9, 1, "v1"));

        // Then
        assertRefused(again, ErrorCode.DUPLICATE_SEQUENCE_NUMBER, "appended to t-0 before");
        assertThat(again.baseOffset()).isEqualTo(-1);
        assertThat(Requests.read(client, "t", 0).highWatermark()).isEqualTo(9);
    }

    @Test
    void produce_sequenceWithAGap_isOutOfOrder() {
        // Given
        TestClient client = clientOfTopic(2);
        Requests.append(client, "t", 0, Batches.idempotent(9, 0, "v0"));

        // Then
        assertRefused(
                Requests.append(client, "t", 0, Batches.idempotent(9, 2, "v2")), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, "sequence 2");
        assertRefused(Requests.append(client, "t", 1, Batches.idempotent(9, 1, "v1")), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, "empty"
                + " partition");
    }

    @Test
    void produce_framesOfAllOutcomes_areReleased() {
        // Given
        TestClient client = clientOfTopic(1);

        // When
        Requests.append(client, "t", 0, Batches.of(0, "a"));
        Requests.append(client, "none", 0, Batches.of(0, "a"));
        client.ask(Rpc.PRODUCE, 9, new ProduceRequest(null, (short) 1, 10, List.of()));

        // Then
        assertThat(world.framesUnreleased()).isZero();
    }
}
