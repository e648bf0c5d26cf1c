package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of each partition of a produce request, API key 0.
 *
 * <p>Immutable.
 */
public record ProduceResponse(List<Topic> responses, int throttleTimeMs, List<NodeEndpoint> nodeEndpoints) {

    private static final Field RESPONSES = Field.of("responses");
    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs").since(1).ignorable();
    private static final Field NODE_ENDPOINTS = Field.of("nodeEndpoints").since(10).tag(0);

    /** Reads and writes the versions of this message. */
    public static final MessageType<ProduceResponse> TYPE =
            MessageType.response(ApiKey.PRODUCE, new ProduceResponse(List.of(), 0, List.of()), ProduceResponse::wire);

    /** Keeps lists of its own. */
    public ProduceResponse {
        responses = List.copyOf(responses);
        nodeEndpoints = List.copyOf(nodeEndpoints);
    }

    private static ProduceResponse wire(Wire w, ProduceResponse m) {
        return new ProduceResponse(
                w.array(RESPONSES, Topic.STRUCT, m.responses),
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.array(NODE_ENDPOINTS, NodeEndpoint.STRUCT, m.nodeEndpoints));
    }

    /** The results of one topic. */
    public record Topic(String name, UUID topicId, List<Partition> partitionResponses) {

        private static final Field NAME = Field.of("name").until(12).ignorable();
        private static final Field TOPIC_ID = Field.of("topicId").since(13).ignorable();
        private static final Field PARTITION_RESPONSES = Field.of("partitionResponses");

        static final Struct<Topic> STRUCT = new Struct<>("Topic", new Topic("", Wire.UUID_ZERO, List.of()), Topic::wire);

        /** Keeps lists of its own. */
        public Topic {
            partitionResponses = List.copyOf(partitionResponses);
        }

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.string(NAME, m.name),
                    w.uuid(TOPIC_ID, m.topicId),
                    w.array(PARTITION_RESPONSES, Partition.STRUCT, m.partitionResponses));
        }
    }

    /** The result of one partition. */
    public record Partition(
            int index,
            short errorCode,
            long baseOffset,
            long logAppendTimeMs,
            long logStartOffset,
            List<RecordError> recordErrors,
            @Nullable String errorMessage,
            LeaderIdAndEpoch currentLeader) {

        private static final Field INDEX = Field.of("index");
        private static final Field ERROR_CODE = Field.of("errorCode");
        private static final Field BASE_OFFSET = Field.of("baseOffset");
        private static final Field LOG_APPEND_TIME_MS = Field.of("logAppendTimeMs").since(2).ignorable().absent(-1);
        private static final Field LOG_START_OFFSET = Field.of("logStartOffset").since(5).ignorable().absent(-1);
        private static final Field RECORD_ERRORS = Field.of("recordErrors").since(8).ignorable();
        private static final Field ERROR_MESSAGE = Field.of("errorMessage").since(8).nullable().ignorable().absentNull();
        private static final Field CURRENT_LEADER = Field.of("currentLeader").since(10).tag(0);

        static final Struct<Partition> STRUCT = new Struct<>(
                "Partition",
                new Partition(0, (short) 0, 0L, -1L, -1L, List.of(), null, LeaderIdAndEpoch.NONE),
                Partition::wire);

        /** Keeps lists of its own. */
        public Partition {
            recordErrors = List.copyOf(recordErrors);
        }

        private static Partition wire(Wire w, Partition m) {
            return new Partition(
                    w.int32(INDEX, m.index),
                    w.int16(ERROR_CODE, m.errorCode),
                    w.int64(BASE_OFFSET, m.baseOffset),
                    w.int64(LOG_APPEND_TIME_MS, m.logAppendTimeMs),
                    w.int64(LOG_START_OFFSET, m.logStartOffset),
                    w.array(RECORD_ERRORS, RecordError.STRUCT, m.recordErrors),
                    w.nullableString(ERROR_MESSAGE, m.errorMessage),
                    w.struct(CURRENT_LEADER, LeaderIdAndEpoch.STRUCT, m.currentLeader));
        }

        /** A partition that took its batch; {@code logAppendTimeMs} is −1 where the producer's timestamps count. */
        public static Partition appended(int index, long baseOffset, long logAppendTimeMs, long logStartOffset) {
            return new Partition(
                    index, (short) 0, baseOffset, logAppendTimeMs, logStartOffset, List.of(), null, LeaderIdAndEpoch.NONE);
        }

        /** A partition that refused its batch. */
        public static Partition failed(int index, short errorCode, @Nullable String errorMessage) {
            return new Partition(index, errorCode, -1L, -1L, -1L, List.of(), errorMessage, LeaderIdAndEpoch.NONE);
        }
    }

    /** A record that made the broker refuse its batch, by its index in the batch. */
    public record RecordError(int batchIndex, @Nullable String batchIndexErrorMessage) {

        private static final Field BATCH_INDEX = Field.of("batchIndex");
        private static final Field BATCH_INDEX_ERROR_MESSAGE = Field.of("batchIndexErrorMessage").nullable().absentNull();

        static final Struct<RecordError> STRUCT = new Struct<>("RecordError", new RecordError(0, null), RecordError::wire);

        private static RecordError wire(Wire w, RecordError m) {
            return new RecordError(
                    w.int32(BATCH_INDEX, m.batchIndex),
                    w.nullableString(BATCH_INDEX_ERROR_MESSAGE, m.batchIndexErrorMessage));
        }
    }
}
