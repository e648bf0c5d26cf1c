package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;

/**
 * The offsets that belong to the timestamps asked for, API key 2.
 *
 * <p>Immutable.
 */
public record ListOffsetsResponse(int throttleTimeMs, List<Topic> topics) {

    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs").since(2).ignorable();
    private static final Field TOPICS = Field.of("topics");

    /** Reads and writes the versions of this message. */
    public static final MessageType<ListOffsetsResponse> TYPE =
            MessageType.response(ApiKey.LIST_OFFSETS, new ListOffsetsResponse(0, List.of()), ListOffsetsResponse::wire);

    /** Keeps lists of its own. */
    public ListOffsetsResponse {
        topics = List.copyOf(topics);
    }

    private static ListOffsetsResponse wire(Wire w, ListOffsetsResponse m) {
        return new ListOffsetsResponse(
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.array(TOPICS, Topic.STRUCT, m.topics));
    }

    /** The answers for one topic. */
    public record Topic(String name, List<Partition> partitions) {

        private static final Field NAME = Field.of("name");
        private static final Field PARTITIONS = Field.of("partitions");

        static final Struct<Topic> STRUCT = new Struct<>("Topic", new Topic("", List.of()), Topic::wire);

        /** Keeps lists of its own. */
        public Topic {
            partitions = List.copyOf(partitions);
        }

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.string(NAME, m.name),
                    w.array(PARTITIONS, Partition.STRUCT, m.partitions));
        }
    }

    /** The answer for one partition. */
    public record Partition(int partitionIndex, short errorCode, long timestamp, long offset, int leaderEpoch) {

        private static final Field PARTITION_INDEX = Field.of("partitionIndex");
        private static final Field ERROR_CODE = Field.of("errorCode");
        private static final Field TIMESTAMP = Field.of("timestamp").absent(-1);
        private static final Field OFFSET = Field.of("offset").absent(-1);
        private static final Field LEADER_EPOCH = Field.of("leaderEpoch").since(4).absent(-1);

        static final Struct<Partition> STRUCT = new Struct<>("Partition", new Partition(0, (short) 0, -1L, -1L, -1), Partition::wire);

        private static Partition wire(Wire w, Partition m) {
            return new Partition(
                    w.int32(PARTITION_INDEX, m.partitionIndex),
                    w.int16(ERROR_CODE, m.errorCode),
                    w.int64(TIMESTAMP, m.timestamp),
                    w.int64(OFFSET, m.offset),
                    w.int32(LEADER_EPOCH, m.leaderEpoch));
        }
    }
}
