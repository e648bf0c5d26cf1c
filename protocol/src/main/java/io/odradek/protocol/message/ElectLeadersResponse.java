package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of each election, API key 43.
 *
 * <p>Immutable. When every partition was asked for, those that needed no election are left out.
 */
public record ElectLeadersResponse(int throttleTimeMs, short errorCode, List<Topic> replicaElectionResults) {

    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs");
    private static final Field ERROR_CODE = Field.of("errorCode").since(1);
    private static final Field REPLICA_ELECTION_RESULTS = Field.of("replicaElectionResults");

    /** Reads and writes the versions of this message. */
    public static final MessageType<ElectLeadersResponse> TYPE = MessageType.response(
            ApiKey.ELECT_LEADERS, new ElectLeadersResponse(0, (short) 0, List.of()), ElectLeadersResponse::wire);

    /** Keeps lists of its own. */
    public ElectLeadersResponse {
        replicaElectionResults = List.copyOf(replicaElectionResults);
    }

    private static ElectLeadersResponse wire(Wire w, ElectLeadersResponse m) {
        return new ElectLeadersResponse(
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.int16(ERROR_CODE, m.errorCode),
                w.array(REPLICA_ELECTION_RESULTS, Topic.STRUCT, m.replicaElectionResults));
    }

    /** The results for one topic. */
    public record Topic(String topic, List<Partition> partitionResult) {

        private static final Field TOPIC = Field.of("topic");
        private static final Field PARTITION_RESULT = Field.of("partitionResult");

        static final Struct<Topic> STRUCT = new Struct<>("Topic", new Topic("", List.of()), Topic::wire);

        /** Keeps lists of its own. */
        public Topic {
            partitionResult = List.copyOf(partitionResult);
        }

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.string(TOPIC, m.topic),
                    w.array(PARTITION_RESULT, Partition.STRUCT, m.partitionResult));
        }
    }

    /** The result for one partition. */
    public record Partition(int partitionId, short errorCode, @Nullable String errorMessage) {

        private static final Field PARTITION_ID = Field.of("partitionId");
        private static final Field ERROR_CODE = Field.of("errorCode");
        private static final Field ERROR_MESSAGE = Field.of("errorMessage").nullable();

        static final Struct<Partition> STRUCT = new Struct<>("Partition", new Partition(0, (short) 0, ""), Partition::wire);

        private static Partition wire(Wire w, Partition m) {
            return new Partition(
                    w.int32(PARTITION_ID, m.partitionId),
                    w.int16(ERROR_CODE, m.errorCode),
                    w.nullableString(ERROR_MESSAGE, m.errorMessage));
        }
    }
}
