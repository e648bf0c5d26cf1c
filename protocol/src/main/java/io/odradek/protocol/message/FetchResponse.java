package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Record batches of the partitions that were asked for, API key 1.
 *
 * <p>Immutable. The records of a decoded response are slices of its frame. A broker writes the answer with {@link FetchResponseEncoder}.
 */
public record FetchResponse(int throttleTimeMs, short errorCode, int sessionId, List<Topic> responses, List<NodeEndpoint> nodeEndpoints) {

    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs");
    private static final Field ERROR_CODE = Field.of("errorCode").since(7).ignorable();
    private static final Field SESSION_ID = Field.of("sessionId").since(7);
    private static final Field RESPONSES = Field.of("responses");
    private static final Field NODE_ENDPOINTS = Field.of("nodeEndpoints").since(16).tag(0);

    /** Reads and writes the versions of this message. */
    public static final MessageType<FetchResponse> TYPE =
            MessageType.response(ApiKey.FETCH, new FetchResponse(0, (short) 0, 0, List.of(), List.of()), FetchResponse::wire);

    /** The tagged section alone, for the encoder that lays out the rest by hand. */
    static final Struct<FetchResponse> TAGS = new Struct<>("FetchResponse", TYPE.struct().blank(), FetchResponse::wireTags);

    /** Keeps lists of its own. */
    public FetchResponse {
        responses = List.copyOf(responses);
        nodeEndpoints = List.copyOf(nodeEndpoints);
    }

    private static FetchResponse wire(Wire w, FetchResponse m) {
        return new FetchResponse(
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.int16(ERROR_CODE, m.errorCode),
                w.int32(SESSION_ID, m.sessionId),
                w.array(RESPONSES, Topic.STRUCT, m.responses),
                w.array(NODE_ENDPOINTS, NodeEndpoint.STRUCT, m.nodeEndpoints));
    }

    private static FetchResponse wireTags(Wire w, FetchResponse m) {
        w.array(NODE_ENDPOINTS, NodeEndpoint.STRUCT, m.nodeEndpoints);
        return m;
    }

    static FetchResponse withEndpoints(List<NodeEndpoint> nodeEndpoints) {
        return new FetchResponse(0, (short) 0, 0, List.of(), nodeEndpoints);
    }

    /** The partitions of one topic. */
    public record Topic(String topic, UUID topicId, List<Partition> partitions) {

        private static final Field TOPIC = Field.of("topic").until(12).ignorable();
        private static final Field TOPIC_ID = Field.of("topicId").since(13).ignorable();
        private static final Field PARTITIONS = Field.of("partitions");

        static final Struct<Topic> STRUCT = new Struct<>("Topic", new Topic("", Wire.UUID_ZERO, List.of()), Topic::wire);

        /** Keeps lists of its own. */
        public Topic {
            partitions = List.copyOf(partitions);
        }

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.string(TOPIC, m.topic),
                    w.uuid(TOPIC_ID, m.topicId),
                    w.array(PARTITIONS, Partition.STRUCT, m.partitions));
        }
    }

    /** The batches of one partition and where its log stands; the buffer belongs to whoever owns the frame. */
    public record Partition(
            int partitionIndex,
            short errorCode,
            long highWatermark,
            long lastStableOffset,
            long logStartOffset,
            @Nullable List<AbortedTransaction> abortedTransactions,
            int preferredReadReplica,
            @Nullable ByteBuffer records,
            EpochEndOffset divergingEpoch,
            LeaderIdAndEpoch currentLeader,
            SnapshotId snapshotId) {

        private static final Field PARTITION_INDEX = Field.of("partitionIndex");
        private static final Field ERROR_CODE = Field.of("errorCode");
        private static final Field HIGH_WATERMARK = Field.of("highWatermark");
        private static final Field LAST_STABLE_OFFSET = Field.of("lastStableOffset").absent(-1);
        private static final Field LOG_START_OFFSET = Field.of("logStartOffset").since(5).ignorable().absent(-1);
        private static final Field ABORTED_TRANSACTIONS = Field.of("abortedTransactions").nullable();
        private static final Field PREFERRED_READ_REPLICA = Field.of("preferredReadReplica").since(11).absent(-1);
        private static final Field RECORDS = Field.of("records").nullable().absentNull();
        private static final Field DIVERGING_EPOCH = Field.of("divergingEpoch").since(12).tag(0);
        private static final Field CURRENT_LEADER = Field.of("currentLeader").since(12).tag(1);
        private static final Field SNAPSHOT_ID = Field.of("snapshotId").since(12).tag(2);

        static final Struct<Partition> STRUCT = new Struct<>(
                "Partition",
                new Partition(0, (short) 0, 0L, -1L, -1L, List.of(), -1, null, EpochEndOffset.NONE, LeaderIdAndEpoch.NONE, SnapshotId.NONE),
                Partition::wire);

        /** The tagged section alone, for the encoder that lays out the rest by hand. */
        static final Struct<Partition> TAGS = new Struct<>("FetchResponse", STRUCT.blank(), Partition::wireTags);

        /** Keeps lists of its own. */
        public Partition {
            abortedTransactions = abortedTransactions == null ? null : List.copyOf(abortedTransactions);
        }

        private static Partition wire(Wire w, Partition m) {
            return new Partition(
                    w.int32(PARTITION_INDEX, m.partitionIndex),
                    w.int16(ERROR_CODE, m.errorCode),
                    w.int64(HIGH_WATERMARK, m.highWatermark),
                    w.int64(LAST_STABLE_OFFSET, m.lastStableOffset),
                    w.int64(LOG_START_OFFSET, m.logStartOffset),
                    w.nullableArray(ABORTED_TRANSACTIONS, AbortedTransaction.STRUCT, m.abortedTransactions),
                    w.int32(PREFERRED_READ_REPLICA, m.preferredReadReplica),
                    w.records(RECORDS, m.records),
                    w.struct(DIVERGING_EPOCH, EpochEndOffset.STRUCT, m.divergingEpoch),
                    w.struct(CURRENT_LEADER, LeaderIdAndEpoch.STRUCT, m.currentLeader),
                    w.struct(SNAPSHOT_ID, SnapshotId.STRUCT, m.snapshotId));
        }

        private static Partition wireTags(Wire w, Partition m) {
            w.struct(DIVERGING_EPOCH, EpochEndOffset.STRUCT, m.divergingEpoch);
            w.struct(CURRENT_LEADER, LeaderIdAndEpoch.STRUCT, m.currentLeader);
            w.struct(SNAPSHOT_ID, SnapshotId.STRUCT, m.snapshotId);
            return m;
        }

        boolean hasTags() {
            return !divergingEpoch.equals(EpochEndOffset.NONE)
                    || !currentLeader.equals(LeaderIdAndEpoch.NONE)
                    || !snapshotId.equals(SnapshotId.NONE);
        }

        /** A partition without an error, for a reader that does not ask for committed data alone; its records come apart. */
        public static Partition readable(int partitionIndex, long highWatermark, long lastStableOffset, long logStartOffset) {
            return of(partitionIndex, (short) 0, highWatermark, lastStableOffset, logStartOffset);
        }

        /** A partition that cannot be read. */
        public static Partition failed(int partitionIndex, short errorCode) {
            return of(partitionIndex, errorCode, -1L, -1L, -1L);
        }

        private static Partition of(int index, short errorCode, long highWatermark, long lastStableOffset, long logStartOffset) {
            return new Partition(
                    index,
                    errorCode,
                    highWatermark,
                    lastStableOffset,
                    logStartOffset,
                    null,
                    -1,
                    null,
                    EpochEndOffset.NONE,
                    LeaderIdAndEpoch.NONE,
                    SnapshotId.NONE);
        }
    }

    /** A transaction whose records a reader of committed data passes over. */
    public record AbortedTransaction(long producerId, long firstOffset) {

        private static final Field PRODUCER_ID = Field.of("producerId");
        private static final Field FIRST_OFFSET = Field.of("firstOffset");

        static final Struct<AbortedTransaction> STRUCT =
                new Struct<>("AbortedTransaction", new AbortedTransaction(0L, 0L), AbortedTransaction::wire);

        private static AbortedTransaction wire(Wire w, AbortedTransaction m) {
            return new AbortedTransaction(
                    w.int64(PRODUCER_ID, m.producerId),
                    w.int64(FIRST_OFFSET, m.firstOffset));
        }
    }

    /** Where the logs of follower and leader part. */
    public record EpochEndOffset(int epoch, long endOffset) {

        private static final Field EPOCH = Field.of("epoch").absent(-1);
        private static final Field END_OFFSET = Field.of("endOffset").absent(-1);

        /** What is meant where nothing is said. */
        public static final EpochEndOffset NONE = new EpochEndOffset(-1, -1L);

        static final Struct<EpochEndOffset> STRUCT = new Struct<>("EpochEndOffset", NONE, EpochEndOffset::wire);

        private static EpochEndOffset wire(Wire w, EpochEndOffset m) {
            return new EpochEndOffset(
                    w.int32(EPOCH, m.epoch),
                    w.int64(END_OFFSET, m.endOffset));
        }
    }

    /** The snapshot to fetch instead. */
    public record SnapshotId(long endOffset, int epoch) {

        private static final Field END_OFFSET = Field.of("endOffset").absent(-1);
        private static final Field EPOCH = Field.of("epoch").absent(-1);

        /** What is meant where nothing is said. */
        public static final SnapshotId NONE = new SnapshotId(-1L, -1);

        static final Struct<SnapshotId> STRUCT = new Struct<>("SnapshotId", NONE, SnapshotId::wire);

        private static SnapshotId wire(Wire w, SnapshotId m) {
            return new SnapshotId(
                    w.int64(END_OFFSET, m.endOffset),
                    w.int32(EPOCH, m.epoch));
        }
    }
}
