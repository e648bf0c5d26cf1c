package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.CreateTopicsRequest.Config;
import io.odradek.protocol.message.DeleteTopicsRequest;
import io.odradek.protocol.message.FetchRequest;
import io.odradek.protocol.message.FetchResponse;
import io.odradek.protocol.message.ListOffsetsRequest;
import io.odradek.protocol.message.ListOffsetsResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetchTest {
    private final BrokerWorld world = BrokerWorld.started();
    private final TestClient client = world.client();
    private UUID topicId = Wire.UUID_ZERO;

    @BeforeEach
    void createTopic() {
        topicId = Requests.createTopic(client, "t", 3, new Config("segment.bytes", "8192"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private CompletableFuture<FetchResponse> fetch(TestClient by, Requests.Wish wish, long... offsets) {
        return by.send(Rpc.FETCH, Requests.FETCH_VERSION, Requests.fetch(wish, "t", offsets));
    }

    @Test
    void fetch_everyVersion_returnsWhatWasAppended() {
        // Given
        Requests.append(client, "t", 0, Batches.of(0, "a", "b"));

        for (int version = 4; version <= 17; version++) {
            // When
            FetchRequest.Topic topic = new FetchRequest.Topic(
                    "t", version < 13 ? Wire.UUID_ZERO : topicId, List.of(Requests.partition(0, 0, -1, 1 << 20)));
            FetchResponse answer = client.ask(Rpc.FETCH, version, Requests.fetch(Requests.Wish.NOW, topic));

            // Then
            assertThat(answer.sessionId()).isZero();
            assertThat(Batches.values(Requests.only(answer).records())).containsExactly("a", "b");
            assertThat(Requests.only(answer).highWatermark()).isEqualTo(2);
            assertThat(Requests.only(answer).lastStableOffset()).isEqualTo(2);
        }
    }

    @Test
    void fetch_offsetInsideABatch_returnsTheWholeBatch() {
        // Given
        Requests.append(client, "t", 0, Batches.of(0, "a", "b", "c"));
        Requests.append(client, "t", 0, Batches.of(0, "d"));

        // When
        FetchResponse.Partition answer = Requests.read(client, "t", 1);

        // Then
        assertThat(Batches.baseOffsets(answer.records())).containsExactly(0L, 3L);
    }

    @Test
    void fetch_firstBatchLongerThanAllLimits_isThereAllTheSame() {
        // Given
        Requests.append(client, "t", 0, Batches.of(0, "x".repeat(3000)));
        Requests.append(client, "t", 0, Batches.of(0, "y"));
        Requests.append(client, "t", 1, Batches.of(0, "z".repeat(3000)));

        // When
        FetchResponse answer = world.await(fetch(client, new Requests.Wish(0, 1, 100, 100), 0, 0));

        // Then
        assertThat(Batches.values(Requests.only(answer).records())).containsExactly("x".repeat(3000));
        assertThat(Batches.values(answer.responses().get(0).partitions().get(1).records())).isEmpty();
    }

    @Test
    void fetch_limit_cutsAtABatch() {
        // Given
        for (int i = 0; i < 10; i++) {
            Requests.append(client, "t", 0, Batches.of(0, "x".repeat(100)));
        }

        // When
        FetchResponse answer = world.await(fetch(client, new Requests.Wish(0, 1, 1 << 20, 400), 0));

        // Then
        assertThat(Batches.baseOffsets(Requests.only(answer).records())).containsExactly(0L, 1L);
    }

    @Test
    void fetch_atTheEnd_waitsForTheNextAppend() {
        // Given
        TestClient reader = world.client();
        CompletableFuture<FetchResponse> waiting = fetch(reader, Requests.Wish.waitMs(10_000), 0, 0, 0);
        world.runForMs(5000);
        assertThat(waiting).isNotDone();

        // When
        long beforeNs = world.time.nowNs();
        Requests.append(client, "t", 1, Batches.of(0, "news"));
        FetchResponse answer = world.await(waiting);

        // Then
        assertThat(world.time.nowNs() - beforeNs).isLessThan(100_000_000L);
        assertThat(Batches.values(answer.responses().get(0).partitions().get(1).records())).containsExactly("news");
    }

    @Test
    void fetch_nothingComes_isAnsweredEmptyAfterItsTime() {
        // Given
        long beforeNs = world.time.nowNs();

        // When
        FetchResponse answer = world.await(fetch(client, Requests.Wish.waitMs(700), 0));

        // Then
        assertThat(Requests.only(answer).errorCode()).isZero();
        assertThat(Requests.only(answer).records().remaining()).isZero();
        assertThat(world.time.nowNs() - beforeNs).isBetween(700_000_000L, 800_000_000L);
    }

    @Test
    void fetch_lessThanMinBytes_waitsForMoreFromAnyPartition() {
        // Given
        Requests.append(client, "t", 0, Batches.of(0, "x".repeat(500)));
        TestClient reader = world.client();
        CompletableFuture<FetchResponse> waiting = fetch(reader, new Requests.Wish(10_000, 1000, 1 << 20, 1 << 20), 0, 0);
        world.runForMs(100);
        assertThat(waiting).isNotDone();

        // When
        Requests.append(client, "t", 1, Batches.of(0, "y"));
        world.runForMs(100);
        assertThat(waiting).isNotDone();
        Requests.append(client, "t", 1, Batches.of(0, "z".repeat(500)));

        // Then
        FetchResponse answer = world.await(waiting);
        assertThat(Batches.values(Requests.only(answer).records())).hasSize(1);
        assertThat(Batches.values(answer.responses().get(0).partitions().get(1).records())).hasSize(2);
    }

    @Test
    void fetch_offsetThatIsNotThere_isOutOfRangeAtOnce() {
        // Given
        Requests.append(client, "t", 0, Batches.of(0, "a"));

        // Then
        FetchResponse.Partition beyond = Requests.only(world.await(fetch(client, Requests.Wish.waitMs(10_000), 2)));
        assertThat(beyond.errorCode()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE.code());
        assertThat(beyond.highWatermark()).isEqualTo(1);
        assertThat(Requests.read(client, "t", -1).errorCode()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE.code());
    }

    @Test
    void fetch_unknownTopicPartitionOrId_isTold() {
        assertThat(Requests.read(client, "none", 0).errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
        FetchResponse wide = world.await(fetch(client, Requests.Wish.NOW, 0, 0, 0, 0));
        assertThat(wide.responses().get(0).partitions().get(3).errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
        FetchRequest.Topic unknown = new FetchRequest.Topic("", new UUID(1, 1), List.of(Requests.partition(0, 0, -1, 100)));
        assertThat(Requests.only(client.ask(Rpc.FETCH, 13, Requests.fetch(Requests.Wish.NOW, unknown))).errorCode())
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID.code());
    }

    @Test
    void fetch_leaderEpochOfTheFuture_isUnknown() {
        // Given
        FetchRequest.Topic topic = new FetchRequest.Topic("t", Wire.UUID_ZERO, List.of(Requests.partition(0, 0, 5, 100)));

        // Then
        assertThat(Requests.only(client.ask(Rpc.FETCH, 12, Requests.fetch(Requests.Wish.NOW, topic))).errorCode())
                .isEqualTo(ErrorCode.UNKNOWN_LEADER_EPOCH.code());
    }

    @Test
    void fetch_sessionThatNobodyGave_isNotFound() {
        // Given
        FetchRequest plain = Requests.fetch(Requests.Wish.NOW, "t", 0);
        FetchRequest inSession = new FetchRequest(
                -1, 0, 1, 100, (byte) 0, 99, 1, plain.topics(), List.of(), "", null, FetchRequest.ReplicaState.NONE);

        // Then
        assertThat(client.ask(Rpc.FETCH, 11, inSession).errorCode()).isEqualTo(ErrorCode.FETCH_SESSION_ID_NOT_FOUND.code());
    }

    @Test
    void fetch_topicIsDeletedMeanwhile_isAnsweredWithAnError() {
        // Given
        TestClient reader = world.client();
        CompletableFuture<FetchResponse> waiting = fetch(reader, Requests.Wish.waitMs(60_000), 0);
        world.runForMs(100);

        // When
        client.ask(Rpc.DELETE_TOPICS, 5, new DeleteTopicsRequest(List.of(), List.of("t"), 1000));

        // Then
        assertThat(Requests.only(world.await(waiting)).errorCode()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER.code());
    }

    @Test
    void fetch_readerLeaves_nothingWaitsForItAnyMore() {
        // Given
        TestClient reader = world.client();
        fetch(reader, Requests.Wish.waitMs(Integer.MAX_VALUE), 0);
        world.runForMs(100);

        // When
        reader.close();
        world.runForMs(100);

        // Then
        Requests.append(client, "t", 0, Batches.of(0, "a"));
        world.runForMs(100);
        assertThat(world.disk().openRangeCount()).isZero();
    }

    @Test
    void stop_waitingFetch_isAnswered() {
        // Given
        TestClient reader = world.client();
        CompletableFuture<FetchResponse> waiting = fetch(reader, Requests.Wish.waitMs(60_000), 0);
        world.runForMs(100);

        // When
        world.stop();

        // Then
        assertThat(waiting).isCompleted();
    }

    @Test
    void fetch_manySegments_readsThroughAll() {
        // Given
        for (int i = 0; i < 30; i++) {
            Requests.append(client, "t", 0, Batches.of(0, "x".repeat(1000)));
        }

        // When
        long next = 0;
        int fetchCount = 0;
        while (next < 30) {
            List<Long> offsets = Batches.baseOffsets(Requests.read(client, "t", next).records());
            assertThat(offsets.get(0)).isEqualTo(next);
            next = offsets.get(offsets.size() - 1) + 1;
            fetchCount++;
        }

        // Then
        assertThat(fetchCount).isGreaterThan(2);
    }

    private ListOffsetsResponse.Partition offset(int version, long timestampMs) {
        return client.ask(Rpc.LIST_OFFSETS, version, Requests.listOffsets("t", 0, timestampMs)).topics().get(0).partitions().get(0);
    }

    @Test
    void listOffsets_wordsAndTimes_findTheirOffsets() {
        // Given
        Requests.append(client, "t", 0, Batches.of(1000, "a", "b"));
        Requests.append(client, "t", 0, Batches.of(3000, "c"));
        Requests.append(client, "t", 0, Batches.of(2000, "d"));

        // Then
        for (int version = 1; version <= 10; version++) {
            assertThat(offset(version, -1).offset()).isEqualTo(4);
            assertThat(offset(version, -2).offset()).isZero();
            assertThat(offset(version, 1500).offset()).isEqualTo(2);
            assertThat(offset(version, 1500).timestamp()).isEqualTo(3000);
            assertThat(offset(version, 3001).offset()).isEqualTo(-1);
        }
        assertThat(offset(7, -3).offset()).isEqualTo(2);
        assertThat(offset(8, -4).offset()).isZero();
        assertThat(offset(9, -5).offset()).isEqualTo(-1);
        assertThat(offset(9, -9).errorCode()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION.code());
    }

    @Test
    void listOffsets_emptyPartition_startsAndEndsAt0() {
        assertThat(offset(7, -1).offset()).isZero();
        assertThat(offset(7, -2).offset()).isZero();
        assertThat(offset(7, -3).offset()).isEqualTo(-1);
        assertThat(offset(7, 0).offset()).isEqualTo(-1);
    }

    @Test
    void listOffsets_unknownEpochOrTopic_isTold() {
        ListOffsetsRequest.Partition future = new ListOffsetsRequest.Partition(0, 3, -1);
        ListOffsetsRequest request =
                new ListOffsetsRequest(-1, (byte) 0, List.of(new ListOffsetsRequest.Topic("t", List.of(future))), 0);
        assertThat(client.ask(Rpc.LIST_OFFSETS, 5, request).topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(ErrorCode.UNKNOWN_LEADER_EPOCH.code());
        assertThat(client.ask(Rpc.LIST_OFFSETS, 5, Requests.listOffsets("none", 0, -1)).topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
    }
}
