package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of each topic to create, API key 19.
 *
 * <p>Immutable.
 */
public record CreateTopicsResponse(int throttleTimeMs, List<Topic> topics) {

    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs").since(2).ignorable();
    private static final Field TOPICS = Field.of("topics");

    /** Reads and writes the versions of this message. */
    public static final MessageType<CreateTopicsResponse> TYPE =
            MessageType.response(ApiKey.CREATE_TOPICS, new CreateTopicsResponse(0, List.of()), CreateTopicsResponse::wire);

    /** Keeps lists of its own. */
    public CreateTopicsResponse {
        topics = List.copyOf(topics);
    }

    private static CreateTopicsResponse wire(Wire w, CreateTopicsResponse m) {
        return new CreateTopicsResponse(
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.array(TOPICS, Topic.STRUCT, m.topics));
    }

    /** The result for one topic. */
    public record Topic(
            String name,
            UUID topicId,
            short errorCode,
            @Nullable String errorMessage,
            int numPartitions,
            short replicationFactor,
            @Nullable List<Config> configs,
            short topicConfigErrorCode) {

        private static final Field NAME = Field.of("name");
        private static final Field TOPIC_ID = Field.of("topicId").since(7).ignorable();
        private static final Field ERROR_CODE = Field.of("errorCode");
        private static final Field ERROR_MESSAGE = Field.of("errorMessage").since(1).nullable().ignorable();
        private static final Field NUM_PARTITIONS = Field.of("numPartitions").since(5).ignorable().absent(-1);
        private static final Field REPLICATION_FACTOR = Field.of("replicationFactor").since(5).ignorable().absent(-1);
        private static final Field CONFIGS = Field.of("configs").since(5).nullable().ignorable();
        private static final Field TOPIC_CONFIG_ERROR_CODE = Field.of("topicConfigErrorCode").since(5).tag(0).ignorable();

        static final Struct<Topic> STRUCT =
                new Struct<>("Topic", new Topic("", Wire.UUID_ZERO, (short) 0, "", -1, (short) -1, List.of(), (short) 0), Topic::wire);

        /** Keeps lists of its own. */
        public Topic {
            configs = configs == null ? null : List.copyOf(configs);
        }

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.string(NAME, m.name),
                    w.uuid(TOPIC_ID, m.topicId),
                    w.int16(ERROR_CODE, m.errorCode),
                    w.nullableString(ERROR_MESSAGE, m.errorMessage),
                    w.int32(NUM_PARTITIONS, m.numPartitions),
                    w.int16(REPLICATION_FACTOR, m.replicationFactor),
                    w.nullableArray(CONFIGS, Config.STRUCT, m.configs),
                    w.int16(TOPIC_CONFIG_ERROR_CODE, m.topicConfigErrorCode));
        }
    }

    /** A setting of the created topic. */
    public record Config(String name, @Nullable String value, boolean readOnly, byte configSource, boolean isSensitive) {

        private static final Field NAME = Field.of("name");
        private static final Field VALUE = Field.of("value").nullable();
        private static final Field READ_ONLY = Field.of("readOnly");
        private static final Field CONFIG_SOURCE = Field.of("configSource").absent(-1);
        private static final Field IS_SENSITIVE = Field.of("isSensitive");

        static final Struct<Config> STRUCT = new Struct<>("Config", new Config("", "", false, (byte) -1, false), Config::wire);

        private static Config wire(Wire w, Config m) {
            return new Config(
                    w.string(NAME, m.name),
                    w.nullableString(VALUE, m.value),
                    w.bool(READ_ONLY, m.readOnly),
                    w.int8(CONFIG_SOURCE, m.configSource),
                    w.bool(IS_SENSITIVE, m.isSensitive));
        }
    }
}
