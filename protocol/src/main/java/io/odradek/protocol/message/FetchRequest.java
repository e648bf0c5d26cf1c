package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for record batches from given offsets on, API key 1.
 *
 * <p>Immutable. From version 13 on topics travel as ids alone; from version 15 on a follower names itself in {@code replicaState}.
 */
public record FetchRequest(
        int replicaId,
        int maxWaitMs,
        int minBytes,
        int maxBytes,
        byte isolationLevel,
        int sessionId,
        int sessionEpoch,
        List<Topic> topics,
        List<ForgottenTopic> forgottenTopicsData,
        String rackId,
        @Nullable String clusterId,
        ReplicaState replicaState) {

    private static final Field REPLICA_ID = Field.of("replicaId").until(14).absent(-1);
    private static final Field MAX_WAIT_MS = Field.of("maxWaitMs");
    private static final Field MIN_BYTES = Field.of("minBytes");
    private static final Field MAX_BYTES = Field.of("maxBytes").absent(Integer.MAX_VALUE);
    private static final Field ISOLATION_LEVEL = Field.of("isolationLevel");
    private static final Field SESSION_ID = Field.of("sessionId").since(7).ignorable();
    private static final Field SESSION_EPOCH = Field.of("sessionEpoch").since(7).ignorable().absent(-1);
    private static final Field TOPICS = Field.of("topics");
    private static final Field FORGOTTEN_TOPICS_DATA = Field.of("forgottenTopicsData").since(7);
    private static final Field RACK_ID = Field.of("rackId").since(11).ignorable();
    private static final Field CLUSTER_ID = Field.of("clusterId").since(12).nullable().tag(0).ignorable().absentNull();
    private static final Field REPLICA_STATE = Field.of("replicaState").since(15).tag(1);

    /** Reads and writes the versions of this message. */
    public static final MessageType<FetchRequest> TYPE = MessageType.request(
            ApiKey.FETCH,
            new FetchRequest(-1, 0, 0, Integer.MAX_VALUE, (byte) 0, 0, -1, List.of(), List.of(), "", null, ReplicaState.NONE),
            FetchRequest::wire);

    /** Keeps lists of its own. */
    public FetchRequest {
        topics = List.copyOf(topics);
        forgottenTopicsData = List.copyOf(forgottenTopicsData);
    }

    private static FetchRequest wire(Wire w, FetchRequest m) {
        return new FetchRequest(
                w.int32(REPLICA_ID, m.replicaId),
                w.int32(MAX_WAIT_MS, m.maxWaitMs),
                w.int32(MIN_BYTES, m.minBytes),
                w.int32(MAX_BYTES, m.maxBytes),
                w.int8(ISOLATION_LEVEL, m.isolationLevel),
                w.int32(SESSION_ID, m.sessionId),
                w.int32(SESSION_EPOCH, m.sessionEpoch),
                w.array(TOPICS, Topic.STRUCT, m.topics),
                w.array(FORGOTTEN_TOPICS_DATA, ForgottenTopic.STRUCT, m.forgottenTopicsData),
                w.string(RACK_ID, m.rackId),
                w.nullableString(CLUSTER_ID, m.clusterId),
                w.struct(REPLICA_STATE, ReplicaState.STRUCT, m.replicaState));
    }

    /** The partitions wanted of one topic. */
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

    /** Partitions that leave a fetch session. */
    public record ForgottenTopic(String topic, UUID topicId, List<Integer> partitions) {

        private static final Field TOPIC = Field.of("topic").until(12).ignorable();
        private static final Field TOPIC_ID = Field.of("topicId").since(13).ignorable();
        private static final Field PARTITIONS = Field.of("partitions");

        static final Struct<ForgottenTopic> STRUCT =
                new Struct<>("ForgottenTopic", new ForgottenTopic("", Wire.UUID_ZERO, List.of()), ForgottenTopic::wire);

        /** Keeps lists of its own. */
        public ForgottenTopic {
            partitions = List.copyOf(partitions);
        }

        private static ForgottenTopic wire(Wire w, ForgottenTopic m) {
            return new ForgottenTopic(
                    w.string(TOPIC, m.topic),
                    w.uuid(TOPIC_ID, m.topicId),
                    w.int32Array(PARTITIONS, m.partitions));
        }
    }

    /** Which follower asks, and in which life of it. */
    public record ReplicaState(int replicaId, long replicaEpoch) {

        private static final Field REPLICA_ID = Field.of("replicaId").absent(-1);
        private static final Field REPLICA_EPOCH = Field.of("replicaEpoch").absent(-1);

        /** What is meant where nothing is said. */
        public static final ReplicaState NONE = new ReplicaState(-1, -1L);

        static final Struct<ReplicaState> STRUCT = new Struct<>("ReplicaState", NONE, ReplicaState::wire);

        private static ReplicaState wire(Wire w, ReplicaState m) {
            return new ReplicaState(
                    w.int32(REPLICA_ID, m.replicaId),
                    w.int64(REPLICA_EPOCH, m.replicaEpoch));
        }
    }

    /** From where on one partition is wanted, and how much. */
    public record Partition(
            int partition,
            int currentLeaderEpoch,
            long fetchOffset,
            int lastFetchedEpoch,
            long logStartOffset,
            int partitionMaxBytes,
            UUID replicaDirectoryId,
            long highWatermark) {

        private static final Field PARTITION = Field.of("partition");
        private static final Field CURRENT_LEADER_EPOCH = Field.of("currentLeaderEpoch").since(9).ignorable().absent(-1);
        private static final Field FETCH_OFFSET = Field.of("fetchOffset");
        private static final Field LAST_FETCHED_EPOCH = Field.of("lastFetchedEpoch").since(12).absent(-1);
        private static final Field LOG_START_OFFSET = Field.of("logStartOffset").since(5).ignorable().absent(-1);
        private static final Field PARTITION_MAX_BYTES = Field.of("partitionMaxBytes");
        private static final Field REPLICA_DIRECTORY_ID = Field.of("replicaDirectoryId").since(17).tag(0).ignorable();
        private static final Field HIGH_WATERMARK = Field.of("highWatermark").since(18).tag(1).ignorable().absent(Long.MAX_VALUE);

        static final Struct<Partition> STRUCT =
                new Struct<>("Partition", new Partition(0, -1, 0L, -1, -1L, 0, Wire.UUID_ZERO, Long.MAX_VALUE), Partition::wire);

        private static Partition wire(Wire w, Partition m) {
            return new Partition(
                    w.int32(PARTITION, m.partition),
                    w.int32(CURRENT_LEADER_EPOCH, m.currentLeaderEpoch),
                    w.int64(FETCH_OFFSET, m.fetchOffset),
                    w.int32(LAST_FETCHED_EPOCH, m.lastFetchedEpoch),
                    w.int64(LOG_START_OFFSET, m.logStartOffset),
                    w.int32(PARTITION_MAX_BYTES, m.partitionMaxBytes),
                    w.uuid(REPLICA_DIRECTORY_ID, m.replicaDirectoryId),
                    w.int64(HIGH_WATERMARK, m.highWatermark));
        }
    }
}
