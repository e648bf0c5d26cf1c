package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for new leaders, API key 43 (KIP-183, KIP-460).
 *
 * <p>Immutable. Every partition is asked for with null. Election type 0 is the preferred replica; 1, which version 0 cannot ask for, is any
 * live replica when none is in sync, at the price of the records that only the others have.
 */
public record ElectLeadersRequest(byte electionType, @Nullable List<Topic> topicPartitions, int timeoutMs) {

    private static final Field ELECTION_TYPE = Field.of("electionType").since(1);
    private static final Field TOPIC_PARTITIONS = Field.of("topicPartitions").nullable();
    private static final Field TIMEOUT_MS = Field.of("timeoutMs").absent(60000);

    /** Reads and writes the versions of this message. */
    public static final MessageType<ElectLeadersRequest> TYPE =
            MessageType.request(ApiKey.ELECT_LEADERS, new ElectLeadersRequest((byte) 0, List.of(), 60000), ElectLeadersRequest::wire);

    /** Keeps lists of its own. */
    public ElectLeadersRequest {
        topicPartitions = topicPartitions == null ? null : List.copyOf(topicPartitions);
    }

    private static ElectLeadersRequest wire(Wire w, ElectLeadersRequest m) {
        return new ElectLeadersRequest(
                w.int8(ELECTION_TYPE, m.electionType),
                w.nullableArray(TOPIC_PARTITIONS, Topic.STRUCT, m.topicPartitions),
                w.int32(TIMEOUT_MS, m.timeoutMs));
    }

    /** The partitions of one topic. */
    public record Topic(String topic, List<Integer> partitions) {

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
                    w.int32Array(PARTITIONS, m.partitions));
        }
    }
}
