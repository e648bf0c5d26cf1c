package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of each topic to delete, API key 20.
 *
 * <p>Immutable.
 */
public record DeleteTopicsResponse(int throttleTimeMs, List<Topic> responses) {

    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs").since(1).ignorable();
    private static final Field RESPONSES = Field.of("responses");

    /** Reads and writes the versions of this message. */
    public static final MessageType<DeleteTopicsResponse> TYPE =
            MessageType.response(ApiKey.DELETE_TOPICS, new DeleteTopicsResponse(0, List.of()), DeleteTopicsResponse::wire);

    /** Keeps lists of its own. */
    public DeleteTopicsResponse {
        responses = List.copyOf(responses);
    }

    private static DeleteTopicsResponse wire(Wire w, DeleteTopicsResponse m) {
        return new DeleteTopicsResponse(
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.array(RESPONSES, Topic.STRUCT, m.responses));
    }

    /** The result for one topic. */
    public record Topic(@Nullable String name, UUID topicId, short errorCode, @Nullable String errorMessage) {

        private static final Field NAME = Field.of("name").nullableSince(6);
        private static final Field TOPIC_ID = Field.of("topicId").since(6).ignorable();
        private static final Field ERROR_CODE = Field.of("errorCode");
        private static final Field ERROR_MESSAGE = Field.of("errorMessage").since(5).nullable().ignorable().absentNull();

        static final Struct<Topic> STRUCT = new Struct<>("Topic", new Topic("", Wire.UUID_ZERO, (short) 0, null), Topic::wire);

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.nullableString(NAME, m.name),
                    w.uuid(TOPIC_ID, m.topicId),
                    w.int16(ERROR_CODE, m.errorCode),
                    w.nullableString(ERROR_MESSAGE, m.errorMessage));
        }
    }
}
