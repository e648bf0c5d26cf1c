package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for new topics, API key 19.
 *
 * <p>Immutable.
 */
public record CreateTopicsRequest(List<Topic> topics, int timeoutMs, boolean validateOnly) {

    private static final Field TOPICS = Field.of("topics");
    private static final Field TIMEOUT_MS = Field.of("timeoutMs").absent(60000);
    private static final Field VALIDATE_ONLY = Field.of("validateOnly").since(1);

    /** Reads and writes the versions of this message. */
    public static final MessageType<CreateTopicsRequest> TYPE =
            MessageType.request(ApiKey.CREATE_TOPICS, new CreateTopicsRequest(List.of(), 60000, false), CreateTopicsRequest::wire);

    /** Keeps lists of its own. */
    public CreateTopicsRequest {
        topics = List.copyOf(topics);
    }

    private static CreateTopicsRequest wire(Wire w, CreateTopicsRequest m) {
        return new CreateTopicsRequest(
                w.array(TOPICS, Topic.STRUCT, m.topics),
                w.int32(TIMEOUT_MS, m.timeoutMs),
                w.bool(VALIDATE_ONLY, m.validateOnly));
    }

    /** A topic to create; −1 asks for the default number of partitions or replicas. */
    public record Topic(String name, int numPartitions, short replicationFactor, List<Assignment> assignments, List<Config> configs) {

        private static final Field NAME = Field.of("name");
        private static final Field NUM_PARTITIONS = Field.of("numPartitions");
        private static final Field REPLICATION_FACTOR = Field.of("replicationFactor");
        private static final Field ASSIGNMENTS = Field.of("assignments");
        private static final Field CONFIGS = Field.of("configs");

        static final Struct<Topic> STRUCT = new Struct<>("Topic", new Topic("", 0, (short) 0, List.of(), List.of()), Topic::wire);

        /** Keeps lists of its own. */
        public Topic {
            assignments = List.copyOf(assignments);
            configs = List.copyOf(configs);
        }

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.string(NAME, m.name),
                    w.int32(NUM_PARTITIONS, m.numPartitions),
                    w.int16(REPLICATION_FACTOR, m.replicationFactor),
                    w.array(ASSIGNMENTS, Assignment.STRUCT, m.assignments),
                    w.array(CONFIGS, Config.STRUCT, m.configs));
        }
    }

    /** The brokers that shall hold one partition. */
    public record Assignment(int partitionIndex, List<Integer> brokerIds) {

        private static final Field PARTITION_INDEX = Field.of("partitionIndex");
        private static final Field BROKER_IDS = Field.of("brokerIds");

        static final Struct<Assignment> STRUCT = new Struct<>("Assignment", new Assignment(0, List.of()), Assignment::wire);

        /** Keeps lists of its own. */
        public Assignment {
            brokerIds = List.copyOf(brokerIds);
        }

        private static Assignment wire(Wire w, Assignment m) {
            return new Assignment(
                    w.int32(PARTITION_INDEX, m.partitionIndex),
                    w.int32Array(BROKER_IDS, m.brokerIds));
        }
    }

    /** A setting of the new topic. */
    public record Config(String name, @Nullable String value) {

        private static final Field NAME = Field.of("name");
        private static final Field VALUE = Field.of("value").nullable();

        static final Struct<Config> STRUCT = new Struct<>("Config", new Config("", ""), Config::wire);

        private static Config wire(Wire w, Config m) {
            return new Config(
                    w.string(NAME, m.name),
                    w.nullableString(VALUE, m.value));
        }
    }
}
