package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for topics to be deleted, API key 20.
 *
 * <p>Immutable. Up to version 5 topics are named in {@code topicNames}, from 6 on in {@code topics}.
 */
public record DeleteTopicsRequest(List<Topic> topics, List<String> topicNames, int timeoutMs) {

    private static final Field TOPICS = Field.of("topics").since(6);
    private static final Field TOPIC_NAMES = Field.of("topicNames").until(5).ignorable();
    private static final Field TIMEOUT_MS = Field.of("timeoutMs");

    /** Reads and writes the versions of this message. */
    public static final MessageType<DeleteTopicsRequest> TYPE =
            MessageType.request(ApiKey.DELETE_TOPICS, new DeleteTopicsRequest(List.of(), List.of(), 0), DeleteTopicsRequest::wire);

    /** Keeps lists of its own. */
    public DeleteTopicsRequest {
        topics = List.copyOf(topics);
        topicNames = List.copyOf(topicNames);
    }

    private static DeleteTopicsRequest wire(Wire w, DeleteTopicsRequest m) {
        return new DeleteTopicsRequest(
                w.array(TOPICS, Topic.STRUCT, m.topics),
                w.stringArray(TOPIC_NAMES, m.topicNames),
                w.int32(TIMEOUT_MS, m.timeoutMs));
    }

    /** A topic by name or by id. */
    public record Topic(@Nullable String name, UUID topicId) {

        private static final Field NAME = Field.of("name").nullable().absentNull();
        private static final Field TOPIC_ID = Field.of("topicId");

        static final Struct<Topic> STRUCT = new Struct<>("Topic", new Topic(null, Wire.UUID_ZERO), Topic::wire);

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.nullableString(NAME, m.name),
                    w.uuid(TOPIC_ID, m.topicId));
        }
    }
}
