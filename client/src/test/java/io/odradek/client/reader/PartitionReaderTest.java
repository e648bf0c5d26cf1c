package io.odradek.client.reader;

import static io.odradek.client.scripted.ScriptedBroker.NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.api.Header;
import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.client.scripted.ScriptedBroker;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.FetchRequest;
import io.odradek.protocol.message.FetchResponse;
import io.odradek.protocol.message.LeaderIdAndEpoch;
import io.odradek.protocol.message.ListOffsetsRequest;
import io.odradek.protocol.message.ListOffsetsResponse;
import io.odradek.protocol.message.NodeEndpoint;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.InvalidBatchException;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatchWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionReaderTest {
    private static final TopicPartition ZERO = new TopicPartition("birds", 0);
    private static final TopicPartition ONE = new TopicPartition("birds", 1);
    private static final int ATTRIBUTES_AT = 21;
    private static final int CRC_AT = 17;
    private static final short CONTROL = 0x20;

    private final ScriptedBroker broker = new ScriptedBroker();
    private final List<FetchRequest> fetches = new ArrayList<>();
    private PartitionReader reader;

    @BeforeEach
    void open() {
        broker.on(Rpc.METADATA, request -> broker.metadata(ScriptedBroker.topic("birds", NODE, NODE)));
        broker.on(Rpc.LIST_OFFSETS, request -> offsets(request, partition -> 0L));
        reader = new PartitionReader(broker.client(), CodecLookup.of(List.of()), ReadSettings.standard());
    }

    @Test
    void offsets_startAndEnd_areAskedOfTheLeader() {
        broker.on(Rpc.LIST_OFFSETS, request -> offsets(request, partition -> partition.timestamp() == -1 ? 100L : 5L));

        assertThat(broker.await(reader.offsets(List.of(ZERO, ONE), OffsetPoint.END))).containsEntry(ZERO, 100L).containsEntry(ONE, 100L);
        assertThat(broker.await(reader.offsets(List.of(ONE), OffsetPoint.START))).isEqualTo(Map.of(ONE, 5L));
    }

    @Test
    void offsets_noPartitions_asksNobody() {
        assertThat(broker.await(reader.offsets(List.of(), OffsetPoint.END))).isEmpty();
        assertThat(broker.takeAsked()).isEmpty();
    }

    @Test
    void read_positionInsideBatch_givesRecordsFromThereOn() {
        fetchAnswers(answer(0, batch(10, "a", "b", "c"), batch(13, "d")));

        PartitionSlice slice = broker.await(reader.read(Map.of(ZERO, 11L))).get(ZERO);

        assertThat(slice.records()).extracting(ReadRecord::offset).containsExactly(11L, 12L, 13L);
        assertThat(slice.records()).extracting(record -> text(record.value())).containsExactly("b", "c", "d");
        assertThat(slice.records().get(0).key()).isEqualTo(bytes("key of b"));
        assertThat(slice.records().get(0).timestampMs()).isEqualTo(1000);
        assertThat(slice.records().get(0).headers()).containsExactly(new Header("h", bytes("1")));
        assertThat(slice.nextOffset()).isEqualTo(14);
        assertThat(slice.endOffset()).isEqualTo(200);
        assertThat(slice.startOffset()).isEqualTo(3);
    }

    @Test
    void read_nothingNew_staysAtThePosition() {
        fetchAnswers(answer(0));

        PartitionSlice slice = broker.await(reader.read(Map.of(ZERO, 11L))).get(ZERO);

        assertThat(slice.records()).isEmpty();
        assertThat(slice.nextOffset()).isEqualTo(11);
    }

    @Test
    void read_twoPartitionsOfOneLeader_goIntoOneRequest() {
        fetchAnswers(new FetchResponse.Partition[] {partition(0, 0, batch(0, "a")), partition(1, 0, batch(0, "b"))});

        Map<TopicPartition, PartitionSlice> slices = broker.await(reader.read(Map.of(ZERO, 0L, ONE, 0L)));

        assertThat(slices).containsOnlyKeys(ZERO, ONE);
        assertThat(fetches).hasSize(1);
    }

    @Test
    void read_brokerWithoutTopicIds_isAskedByName() {
        broker.limit(ApiKey.FETCH, 11);
        fetchAnswers(answer(0, batch(0, "a")));

        assertThat(broker.await(reader.read(Map.of(ZERO, 0L))).get(ZERO).records()).hasSize(1);
        assertThat(fetches.get(0).topics().get(0).topic()).isEqualTo("birds");
    }

    @Test
    void read_controlBatch_isPassedOver() {
        ByteBuffer control = batch(0, "marker");
        control.putShort(ATTRIBUTES_AT, CONTROL);
        control.putInt(CRC_AT, new RecordBatch().wrap(control, 0).computeCrc());
        fetchAnswers(answer(0, control, batch(1, "a")));

        PartitionSlice slice = broker.await(reader.read(Map.of(ZERO, 0L))).get(ZERO);

        assertThat(slice.records()).extracting(ReadRecord::offset).containsExactly(1L);
        assertThat(slice.nextOffset()).isEqualTo(2);
    }

    @Test
    void records_changedByte_isRefused() {
        ByteBuffer changed = batch(0, "a");
        changed.put(changed.limit() - 1, (byte) (changed.get(changed.limit() - 1) ^ 1));
        fetchAnswers(answer(0, changed));

        PartitionSlice slice = broker.await(reader.read(Map.of(ZERO, 0L))).get(ZERO);

        assertThatThrownBy(slice::records).isInstanceOf(InvalidBatchException.class).hasMessageContaining("CRC");
    }

    @Test
    void records_batchCutOffAtTheEnd_isLeftForTheNextRead() {
        ByteBuffer whole = batch(0, "a");
        ByteBuffer part = batch(1, "b").limit(30);
        fetchAnswers(answer(0, whole, part));

        PartitionSlice slice = broker.await(reader.read(Map.of(ZERO, 0L))).get(ZERO);

        assertThat(slice.records()).hasSize(1);
        assertThat(slice.nextOffset()).isEqualTo(1);
    }

    @Test
    void read_leaderMoved_asksAgainAfterNewMetadata() {
        fetchAnswers(failure(0, ErrorCode.NOT_LEADER_OR_FOLLOWER), answer(0, batch(0, "a")));
        broker.await(reader.offsets(List.of(ZERO), OffsetPoint.END));
        broker.takeAsked();

        assertThat(broker.await(reader.read(Map.of(ZERO, 0L))).get(ZERO).records()).hasSize(1);
        assertThat(broker.takeAsked()).containsExactly(ApiKey.FETCH, ApiKey.METADATA, ApiKey.FETCH);
    }

    @Test
    void read_refusalTellsTheLeader_asksThereWithoutMetadata() {
        broker.await(reader.offsets(List.of(ZERO), OffsetPoint.END));
        fetchAnswersTelling(16, new LeaderIdAndEpoch(NODE + 1, 1), broker.endpointOf(NODE + 1));
        broker.takeAsked();
        long startNs = broker.nowNs();

        assertThat(broker.await(reader.read(Map.of(ZERO, 0L))).get(ZERO).records()).hasSize(1);

        assertThat(broker.takeAsked()).doesNotContain(ApiKey.METADATA);
        assertThat(broker.nowNs() - startNs).as("no wait").isLessThan(50_000_000L);
    }

    @Test
    void read_refusalTellsALeaderOfAnOlderEpoch_isNotBelieved() {
        broker.await(reader.offsets(List.of(ZERO), OffsetPoint.END));
        fetchAnswersTelling(16, new LeaderIdAndEpoch(NODE + 1, 0), broker.endpointOf(NODE + 1));
        broker.takeAsked();

        assertThat(broker.await(reader.read(Map.of(ZERO, 0L))).get(ZERO).records()).hasSize(1);
        assertThat(broker.takeAsked()).containsSequence(ApiKey.FETCH, ApiKey.METADATA, ApiKey.FETCH);
    }

    @Test
    void read_olderBrokerTellsALeaderThatIsKnown_asksThereWithoutMetadata() {
        broker.on(Rpc.METADATA, request -> broker.metadataOfTwo(ScriptedBroker.topic("birds", NODE, NODE)));
        broker.await(reader.offsets(List.of(ZERO), OffsetPoint.END));
        fetchAnswersTelling(12, new LeaderIdAndEpoch(NODE + 1, 1));
        broker.takeAsked();

        assertThat(broker.await(reader.read(Map.of(ZERO, 0L))).get(ZERO).records()).hasSize(1);
        assertThat(broker.takeAsked()).doesNotContain(ApiKey.METADATA);
    }

    /** The first fetch is refused with word of a leader, the second one answered. */
    private void fetchAnswersTelling(int version, LeaderIdAndEpoch leader, NodeEndpoint... endpoints) {
        broker.limit(ApiKey.FETCH, version);
        broker.on(Rpc.FETCH, request -> {
            fetches.add(request);
            FetchRequest.Topic asked = request.topics().get(0);
            boolean first = fetches.size() == 1;
            FetchResponse.Partition partition = first
                    ? partition(0, ErrorCode.NOT_LEADER_OR_FOLLOWER.code(), leader)
                    : partition(0, 0, batch(0, "a"));
            FetchResponse.Topic topic = new FetchResponse.Topic(asked.topic(), asked.topicId(), List.of(partition));
            return new FetchResponse(0, (short) 0, 0, List.of(topic), first ? List.of(endpoints) : List.of());
        });
    }

    @Test
    void read_oneOfTwoWithoutLeader_givesTheOther() {
        broker.on(Rpc.METADATA, request -> broker.metadata(ScriptedBroker.topic("birds", NODE, -1)));
        fetchAnswers(answer(0, batch(0, "a")));

        assertThat(broker.await(reader.read(Map.of(ZERO, 0L, ONE, 0L)))).containsOnlyKeys(ZERO);
    }

    @Test
    void read_offsetOutsideOfTheLog_failsAtOnce() {
        fetchAnswers(failure(0, ErrorCode.OFFSET_OUT_OF_RANGE));

        assertThatThrownBy(() -> broker.await(reader.read(Map.of(ZERO, 999L))))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("the leader of birds-0 was asked for records and said: offset out of range")
                .cause()
                .extracting(error -> ((OdradekException) error).code())
                .isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
    }

    @Test
    void read_partitionThatDoesNotExist_failsAfterPatienceWithTheKnownOnes() {
        assertThatThrownBy(() -> broker.await(reader.read(Map.of(new TopicPartition("birds", 2), 0L))))
                .hasRootCauseMessage("topic 'birds' has no partition 2, only 0 to 1");
        assertThat(broker.nowNs()).isLessThan(60_000_000_000L);
    }

    @Test
    void read_leaderNeverElected_givesUpAfterPatience() {
        broker.on(Rpc.METADATA, request -> broker.metadata(ScriptedBroker.topic("birds", -1)));

        assertThatThrownBy(() -> broker.await(reader.read(Map.of(ZERO, 0L))))
                .hasRootCauseMessage("birds-0 has no leader that could be asked for records");
    }

    private void fetchAnswers(FetchResponse.Partition[]... answers) {
        Deque<FetchResponse.Partition[]> left = new ArrayDeque<>(List.of(answers));
        broker.on(Rpc.FETCH, request -> {
            fetches.add(request);
            FetchRequest.Topic asked = request.topics().get(0);
            FetchResponse.Topic topic = new FetchResponse.Topic(asked.topic(), asked.topicId(), List.of(left.removeFirst()));
            return new FetchResponse(0, (short) 0, 0, List.of(topic), List.of());
        });
    }

    private static FetchResponse.Partition[] answer(int number, ByteBuffer... batches) {
        return new FetchResponse.Partition[] {partition(number, 0, batches)};
    }

    private static FetchResponse.Partition[] failure(int number, ErrorCode error) {
        return new FetchResponse.Partition[] {partition(number, error.code())};
    }

    private static FetchResponse.Partition partition(int number, int error, ByteBuffer... batches) {
        return partition(number, error, LeaderIdAndEpoch.NONE, batches);
    }

    private static FetchResponse.Partition partition(int number, int error, LeaderIdAndEpoch leader, ByteBuffer... batches) {
        ByteBuffer records = ByteBuffer.allocate(4096);
        for (ByteBuffer batch : batches) {
            records.put(batch.duplicate());
        }
        return new FetchResponse.Partition(
                number,
                (short) error,
                200,
                200,
                3,
                List.of(),
                -1,
                records.flip(),
                FetchResponse.EpochEndOffset.NONE,
                leader,
                FetchResponse.SnapshotId.NONE);
    }

    private static ByteBuffer batch(long baseOffset, String... values) {
        ByteBuffer target = ByteBuffer.allocate(1024);
        RecordBatchWriter writer = new RecordBatchWriter(target);
        for (String value : values) {
            assertThat(writer.tryAppend(1000, bytes("key of " + value), bytes(value), List.of(new Header("h", bytes("1")))))
                    .isTrue();
        }
        ByteBuffer sealed = writer.seal();
        new RecordBatch().wrap(sealed, sealed.position()).setBaseOffset(baseOffset);
        return sealed;
    }

    private static ListOffsetsResponse offsets(
            ListOffsetsRequest request, java.util.function.ToLongFunction<ListOffsetsRequest.Partition> offset) {
        List<ListOffsetsResponse.Topic> topics = new ArrayList<>();
        for (ListOffsetsRequest.Topic topic : request.topics()) {
            List<ListOffsetsResponse.Partition> partitions = new ArrayList<>();
            for (ListOffsetsRequest.Partition partition : topic.partitions()) {
                partitions.add(new ListOffsetsResponse.Partition(
                        partition.partitionIndex(), (short) 0, -1L, offset.applyAsLong(partition), 0));
            }
            topics.add(new ListOffsetsResponse.Topic(topic.name(), partitions));
        }
        return new ListOffsetsResponse(0, topics);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
