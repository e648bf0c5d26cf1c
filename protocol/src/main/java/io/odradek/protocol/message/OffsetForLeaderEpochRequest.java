package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;

/**
 * Asks where leader epochs end in a leader's log, API key 23 (KIP-101).
 *
 * <p>Immutable. −1 as replica id is a consumer, −2 somebody who may see behind the high watermark.
 */
public record OffsetForLeaderEpochRequest(int replicaId, List<Topic> topics) {

    private static final Field REPLICA_ID = Field.of("replicaId").since(3).ignorable().absent(-2);
    private static final Field TOPICS = Field.of("topics");

    /** Reads and writes the versions of this message. */
    public static final MessageType<OffsetForLeaderEpochRequest> TYPE = MessageType.request(
            ApiKey.OFFSET_FOR_LEADER_EPOCH, new OffsetForLeaderEpochRequest(-2, List.of()), OffsetForLeaderEpochRequest::wire);

    /** Keeps lists of its own. */
    public OffsetForLeaderEpochRequest {
        topics = List.copyOf(topics);
    }

    private static OffsetForLeaderEpochRequest wire(Wire w, OffsetForLeaderEpochRequest m) {
        return new OffsetForLeaderEpochRequest(
                w.int32(REPLICA_ID, m.replicaId),
                w.array(TOPICS, Topic.STRUCT, m.topics));
    }

    /** The partitions of one topic. */
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

    /** The epoch to look up in one partition; the current one, where it is not −1, must be the leader's own (KIP-320). */
    public record Partition(int partition, int currentLeaderEpoch, int leaderEpoch) {

        private static final Field PARTITION = Field.of("partition");
        private static final Field CURRENT_LEADER_EPOCH = Field.of("currentLeaderEpoch").ignorable().absent(-1);
        private static final Field LEADER_EPOCH = Field.of("leaderEpoch");

        static final Struct<Partition> STRUCT = new Struct<>("Partition", new Partition(0, -1, 0), Partition::wire);

        private static Partition wire(Wire w, Partition m) {
            return new Partition(
                    w.int32(PARTITION, m.partition),
                    w.int32(CURRENT_LEADER_EPOCH, m.currentLeaderEpoch),
                    w.int32(LEADER_EPOCH, m.leaderEpoch));
        }
    }
}
