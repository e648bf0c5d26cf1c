package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;

/**
 * Where the leader epochs asked for end, API key 23 (KIP-101).
 *
 * <p>Immutable.
 */
public record OffsetForLeaderEpochResponse(int throttleTimeMs, List<Topic> topics) {

    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs").ignorable();
    private static final Field TOPICS = Field.of("topics");

    /** Reads and writes the versions of this message. */
    public static final MessageType<OffsetForLeaderEpochResponse> TYPE = MessageType.response(
            ApiKey.OFFSET_FOR_LEADER_EPOCH, new OffsetForLeaderEpochResponse(0, List.of()), OffsetForLeaderEpochResponse::wire);

    /** Keeps lists of its own. */
    public OffsetForLeaderEpochResponse {
        topics = List.copyOf(topics);
    }

    private static OffsetForLeaderEpochResponse wire(Wire w, OffsetForLeaderEpochResponse m) {
        return new OffsetForLeaderEpochResponse(
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.array(TOPICS, Topic.STRUCT, m.topics));
    }

    /** The answers for one topic. */
    public record Topic(String topic, List<Partition> partitions) {

        private static final Field TOPIC = Field.of("topic");
        private static final Field PARTITIONS = Field.of("partitions");

        static final Struct<Topic> STRUCT = new Struct<>("Topic", new Topic("", List.of()), Topic::wire);

        /** Keeps lists of its own. */
        public Topic {
            partitions = List.copyOf(partitions);
        }

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.string(TOPIC, m.topic),
                    w.array(PARTITIONS, Partition.STRUCT, m.partitions));
        }
    }

    /**
     * The answer for one partition: the newest epoch that is not newer than the one asked for, and the offset behind its last record;
     * both are −1 when the leader knows no such epoch.
     */
    public record Partition(short errorCode, int partition, int leaderEpoch, long endOffset) {

        private static final Field ERROR_CODE = Field.of("errorCode");
        private static final Field PARTITION = Field.of("partition");
        private static final Field LEADER_EPOCH = Field.of("leaderEpoch").ignorable().absent(-1);
        private static final Field END_OFFSET = Field.of("endOffset").absent(-1);

        static final Struct<Partition> STRUCT = new Struct<>("Partition", new Partition((short) 0, 0, -1, -1L), Partition::wire);

        private static Partition wire(Wire w, Partition m) {
            return new Partition(
                    w.int16(ERROR_CODE, m.errorCode),
                    w.int32(PARTITION, m.partition),
                    w.int32(LEADER_EPOCH, m.leaderEpoch),
                    w.int64(END_OFFSET, m.endOffset));
        }
    }
}
