package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks which brokers, topics and partitions there are, API key 3.
 *
 * <p>Immutable. All topics are asked for with null; version 0 knows no null and asks with an empty list.
 */
public record MetadataRequest(
        @Nullable List<Topic> topics,
        boolean allowAutoTopicCreation,
        boolean includeClusterAuthorizedOperations,
        boolean includeTopicAuthorizedOperations) {

    private static final Field TOPICS = Field.of("topics").nullableSince(1);
    private static final Field ALLOW_AUTO_TOPIC_CREATION = Field.of("allowAutoTopicCreation").since(4).absent(1);
    private static final Field INCLUDE_CLUSTER_AUTHORIZED_OPERATIONS = Field.of("includeClusterAuthorizedOperations").since(8).until(10);
    private static final Field INCLUDE_TOPIC_AUTHORIZED_OPERATIONS = Field.of("includeTopicAuthorizedOperations").since(8);

    /** Reads and writes the versions of this message. */
    public static final MessageType<MetadataRequest> TYPE =
            MessageType.request(ApiKey.METADATA, new MetadataRequest(List.of(), true, false, false), MetadataRequest::wire);

    /** Keeps lists of its own. */
    public MetadataRequest {
        topics = topics == null ? null : List.copyOf(topics);
    }

    private static MetadataRequest wire(Wire w, MetadataRequest m) {
        return new MetadataRequest(
                w.nullableArray(TOPICS, Topic.STRUCT, m.topics),
                w.bool(ALLOW_AUTO_TOPIC_CREATION, m.allowAutoTopicCreation),
                w.bool(INCLUDE_CLUSTER_AUTHORIZED_OPERATIONS, m.includeClusterAuthorizedOperations),
                w.bool(INCLUDE_TOPIC_AUTHORIZED_OPERATIONS, m.includeTopicAuthorizedOperations));
    }

    /** A topic by name or, from version 10 on, by id. */
    public record Topic(UUID topicId, @Nullable String name) {

        private static final Field TOPIC_ID = Field.of("topicId").since(10).ignorable();
        private static final Field NAME = Field.of("name").nullableSince(10);

        static final Struct<Topic> STRUCT = new Struct<>("Topic", new Topic(Wire.UUID_ZERO, ""), Topic::wire);

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.uuid(TOPIC_ID, m.topicId),
                    w.nullableString(NAME, m.name));
        }
    }
}
