package io.odradek.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.protocol.wire.UnencodableMessageException;
import io.odradek.protocol.wire.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hand-laid encoders against the descriptions of the same messages. */
class FrameEncodersTest {

    private static final long SEED = Long.getLong("odradek.seed", 20_260_104L);
    private static final int ROUNDS = 50;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    static IntStream produceVersions() {
        return IntStream.rangeClosed(3, ApiKey.PRODUCE.maxVersion());
    }

    static IntStream fetchVersions() {
        return IntStream.rangeClosed(ApiKey.FETCH.minVersion(), ApiKey.FETCH.maxVersion());
    }

    @ParameterizedTest
    @MethodSource("produceVersions")
    void produceRequest_anyContents_isTheDescribedFrame(int number) {
        short version = (short) number;
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            ProduceRequest request = randomProduce(version, new Random(SEED + round));

            // When
            ProduceRequestEncoder encoder = new ProduceRequestEncoder(version, round, "client-ä");
            encoder.begin(request.transactionalId(), request.acks(), request.timeoutMs(), request.topicData().size());
            for (ProduceRequest.Topic topic : request.topicData()) {
                encoder.topic(topic.name(), topic.topicId(), topic.partitionData().size());
                for (ProduceRequest.Partition partition : topic.partitionData()) {
                    encoder.partition(partition.index(), partition.records());
                }
            }
            List<ByteBuffer> parts = encoder.end();

            // Then
            ByteBuffer expected = Rpc.PRODUCE.requestFrame(version, round, "client-ä", request);
            assertThat(gather(parts)).as("seed %d", SEED + round).isEqualTo(expected);
            assertThat(encoder.sizeBytes()).isEqualTo(expected.limit());
        }
    }

    @Test
    void produceRequest_directRecords_areNotCopied() {
        ByteBuffer records = ByteBuffer.allocateDirect(16);
        ProduceRequestEncoder encoder = new ProduceRequestEncoder((short) 9, 1, null);
        encoder.begin(null, (short) -1, 30_000, 1);
        encoder.topic("t", Wire.UUID_ZERO, 1);
        encoder.partition(0, records);

        List<ByteBuffer> parts = encoder.end();
        records.put(3, (byte) 7);

        assertThat(parts.get(1).get(3)).isEqualTo((byte) 7);
    }

    @Test
    void produceRequest_otherCountsThanAnnounced_isAnError() {
        ProduceRequestEncoder encoder = new ProduceRequestEncoder((short) 9, 1, null);
        encoder.begin(null, (short) -1, 30_000, 1);
        encoder.topic("t", Wire.UUID_ZERO, 1);

        assertThatThrownBy(encoder::end).isInstanceOf(IllegalStateException.class).hasMessageContaining("1 partitions are missing");
        assertThatThrownBy(() -> encoder.topic("u", Wire.UUID_ZERO, 1)).isInstanceOf(IllegalStateException.class);
        encoder.partition(0, EMPTY);
        assertThatThrownBy(() -> encoder.partition(1, EMPTY)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("fetchVersions")
    void fetchResponse_anyContents_isTheDescribedFrame(int number) {
        short version = (short) number;
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            FetchResponse response = randomFetch(version, new Random(SEED + round));
            List<ByteBuffer> payloads = new ArrayList<>();

            // When
            FetchResponseEncoder encoder = new FetchResponseEncoder(version, round);
            encoder.begin(response.throttleTimeMs(), response.errorCode(), response.sessionId(), response.responses().size());
            for (FetchResponse.Topic topic : response.responses()) {
                encoder.topic(topic.topic(), topic.topicId(), topic.partitions().size());
                for (FetchResponse.Partition partition : topic.partitions()) {
                    payloads.add(partition.records());
                    encoder.partition(partition, partition.records().remaining());
                }
            }
            List<FramePart> parts = encoder.end(response.nodeEndpoints());

            // Then
            List<ByteBuffer> buffers = new ArrayList<>();
            for (FramePart part : parts) {
                assertThat(part.sizeBytes()).isPositive();
                if (part instanceof FramePart.Bytes bytes) {
                    buffers.add(bytes.buffer());
                } else if (part instanceof FramePart.Payload payload) {
                    assertThat(payload.sizeBytes()).isEqualTo(payloads.get(payload.index()).remaining());
                    buffers.add(payloads.get(payload.index()));
                }
            }
            ByteBuffer expected = Rpc.FETCH.responseFrame(version, round, response);
            assertThat(gather(buffers)).as("seed %d", SEED + round).isEqualTo(expected);
            assertThat(encoder.sizeBytes()).isEqualTo(expected.limit());
        }
    }

    @Test
    void fetchResponse_fieldThatTheVersionLacks_isRefused() {
        FetchResponseEncoder encoder = new FetchResponseEncoder((short) 4, 1);
        assertThatThrownBy(() -> encoder.begin(0, (short) 0, 5, 1))
                .isInstanceOf(UnencodableMessageException.class)
                .hasMessageContaining("sessionId");
        FetchResponseEncoder leaderless = new FetchResponseEncoder((short) 11, 1);
        leaderless.begin(0, (short) 0, 0, 1);
        leaderless.topic("t", Wire.UUID_ZERO, 1);
        FetchResponse.Partition moved = new FetchResponse.Partition(
                0,
                (short) 6,
                -1,
                -1,
                -1,
                null,
                -1,
                null,
                FetchResponse.EpochEndOffset.NONE,
                new LeaderIdAndEpoch(1, 2),
                FetchResponse.SnapshotId.NONE);
        assertThatThrownBy(() -> leaderless.partition(moved, 0))
                .isInstanceOf(UnencodableMessageException.class)
                .hasMessageContaining("currentLeader");
    }

    private static ProduceRequest randomProduce(short version, Random random) {
        ProduceRequest decoded = ProduceRequest.TYPE.decode(
                KafkaMessages.bytes(KafkaMessages.random("ProduceRequest", version, random), version), version);
        List<ProduceRequest.Topic> topics = new ArrayList<>();
        for (ProduceRequest.Topic topic : decoded.topicData()) {
            List<ProduceRequest.Partition> partitions = new ArrayList<>();
            for (ProduceRequest.Partition partition : topic.partitionData()) {
                partitions.add(new ProduceRequest.Partition(partition.index(), orEmpty(partition.records())));
            }
            if (!partitions.isEmpty()) {
                topics.add(new ProduceRequest.Topic(topic.name(), topic.topicId(), partitions));
            }
        }
        return new ProduceRequest(decoded.transactionalId(), decoded.acks(), decoded.timeoutMs(), topics);
    }

    private static FetchResponse randomFetch(short version, Random random) {
        FetchResponse decoded = FetchResponse.TYPE.decode(
                KafkaMessages.bytes(KafkaMessages.random("FetchResponse", version, random), version), version);
        List<FetchResponse.Topic> topics = new ArrayList<>();
        for (FetchResponse.Topic topic : decoded.responses()) {
            List<FetchResponse.Partition> partitions = new ArrayList<>();
            for (FetchResponse.Partition p : topic.partitions()) {
                partitions.add(new FetchResponse.Partition(
                        p.partitionIndex(),
                        p.errorCode(),
                        p.highWatermark(),
                        p.lastStableOffset(),
                        p.logStartOffset(),
                        p.abortedTransactions(),
                        p.preferredReadReplica(),
                        orEmpty(p.records()),
                        p.divergingEpoch(),
                        p.currentLeader(),
                        p.snapshotId()));
            }
            if (!partitions.isEmpty()) {
                topics.add(new FetchResponse.Topic(topic.topic(), topic.topicId(), partitions));
            }
        }
        return new FetchResponse(
                decoded.throttleTimeMs(), decoded.errorCode(), decoded.sessionId(), topics, decoded.nodeEndpoints());
    }

    private static ByteBuffer orEmpty(ByteBuffer records) {
        return records == null ? EMPTY : records;
    }

    private static ByteBuffer gather(List<ByteBuffer> parts) {
        ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(part -> all.put(part.duplicate()));
        return all.flip();
    }
}
