package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;

/**
 * Asks for the offset that belongs to a timestamp, API key 2.
 *
 * <p>Immutable. Negative timestamps have meanings of their own: −1 the end, −2 the start, −3 the record with the highest timestamp.
 */
public record ListOffsetsRequest(int replicaId, byte isolationLevel, List<Topic> topics, int timeoutMs) {

    private static final Field REPLICA_ID = Field.of("replicaId");
    private static final Field ISOLATION_LEVEL = Field.of("isolationLevel").since(2);
    private static final Field TOPICS = Field.of("topics");
    private static final Field TIMEOUT_MS = Field.of("timeoutMs").since(10).ignorable();

    /** Reads and writes the versions of this message. */
    public static final MessageType<ListOffsetsRequest> TYPE =
            MessageType.request(ApiKey.LIST_OFFSETS, new ListOffsetsRequest(0, (byte) 0, List.of(), 0), ListOffsetsRequest::wire);

    /** Keeps lists of its own. */
    public ListOffsetsRequest {
        topics = List.copyOf(topics);
    }

    private static ListOffsetsRequest wire(Wire w, ListOffsetsRequest m) {
        return new ListOffsetsRequest(
                w.int32(REPLICA_ID, m.replicaId),
                w.int8(ISOLATION_LEVEL, m.isolationLevel),
                w.array(TOPICS, Topic.STRUCT, m.topics),
                w.int32(TIMEOUT_MS, m.timeoutMs));
    }

    /** The partitions of one topic. */
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

    /** The timestamp to look up in one partition. */
    public record Partition(int partitionIndex, int currentLeaderEpoch, long timestamp) {

        private static final Field PARTITION_INDEX = Field.of("partitionIndex");
        private static final Field CURRENT_LEADER_EPOCH = Field.of("currentLeaderEpoch").since(4).ignorable().absent(-1);
        private static final Field TIMESTAMP = Field.of("timestamp");

        static final Struct<Partition> STRUCT = new Struct<>("Partition", new Partition(0, -1, 0L), Partition::wire);

        private static Partition wire(Wire w, Partition m) {
            return new Partition(
                    w.int32(PARTITION_INDEX, m.partitionIndex),
                    w.int32(CURRENT_LEADER_EPOCH, m.currentLeaderEpoch),
                    w.int64(TIMESTAMP, m.timestamp));
        }
    }
}
