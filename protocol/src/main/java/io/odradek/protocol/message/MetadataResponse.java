package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The brokers of a cluster and who leads which partition, API key 3.
 *
 * <p>Immutable.
 */
public record MetadataResponse(
        int throttleTimeMs,
        List<Broker> brokers,
        @Nullable String clusterId,
        int controllerId,
        List<Topic> topics,
        int clusterAuthorizedOperations,
        short errorCode) {

    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs").since(3).ignorable();
    private static final Field BROKERS = Field.of("brokers");
    private static final Field CLUSTER_ID = Field.of("clusterId").since(2).nullable().ignorable().absentNull();
    private static final Field CONTROLLER_ID = Field.of("controllerId").since(1).ignorable().absent(-1);
    private static final Field TOPICS = Field.of("topics");
    private static final Field CLUSTER_AUTHORIZED_OPERATIONS =
            Field.of("clusterAuthorizedOperations").since(8).until(10).absent(Integer.MIN_VALUE);
    private static final Field ERROR_CODE = Field.of("errorCode").since(13).ignorable();

    /** Reads and writes the versions of this message. */
    public static final MessageType<MetadataResponse> TYPE = MessageType.response(
            ApiKey.METADATA,
            new MetadataResponse(0, List.of(), null, -1, List.of(), Integer.MIN_VALUE, (short) 0),
            MetadataResponse::wire);

    /** Keeps lists of its own. */
    public MetadataResponse {
        brokers = List.copyOf(brokers);
        topics = List.copyOf(topics);
    }

    private static MetadataResponse wire(Wire w, MetadataResponse m) {
        return new MetadataResponse(
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.array(BROKERS, Broker.STRUCT, m.brokers),
                w.nullableString(CLUSTER_ID, m.clusterId),
                w.int32(CONTROLLER_ID, m.controllerId),
                w.array(TOPICS, Topic.STRUCT, m.topics),
                w.int32(CLUSTER_AUTHORIZED_OPERATIONS, m.clusterAuthorizedOperations),
                w.int16(ERROR_CODE, m.errorCode));
    }

    /** Where a broker listens. */
    public record Broker(int nodeId, String host, int port, @Nullable String rack) {

        private static final Field NODE_ID = Field.of("nodeId");
        private static final Field HOST = Field.of("host");
        private static final Field PORT = Field.of("port");
        private static final Field RACK = Field.of("rack").since(1).nullable().ignorable().absentNull();

        static final Struct<Broker> STRUCT = new Struct<>("Broker", new Broker(0, "", 0, null), Broker::wire);

        private static Broker wire(Wire w, Broker m) {
            return new Broker(
                    w.int32(NODE_ID, m.nodeId),
                    w.string(HOST, m.host),
                    w.int32(PORT, m.port),
                    w.nullableString(RACK, m.rack));
        }
    }

    /** A topic and its partitions. */
    public record Topic(
            short errorCode,
            @Nullable String name,
            UUID topicId,
            boolean isInternal,
            List<Partition> partitions,
            int topicAuthorizedOperations) {

        private static final Field ERROR_CODE = Field.of("errorCode");
        private static final Field NAME = Field.of("name").nullableSince(12);
        private static final Field TOPIC_ID = Field.of("topicId").since(10).ignorable();
        private static final Field IS_INTERNAL = Field.of("isInternal").since(1).ignorable();
        private static final Field PARTITIONS = Field.of("partitions");
        private static final Field TOPIC_AUTHORIZED_OPERATIONS = Field.of("topicAuthorizedOperations").since(8).absent(Integer.MIN_VALUE);

        static final Struct<Topic> STRUCT =
                new Struct<>("Topic", new Topic((short) 0, "", Wire.UUID_ZERO, false, List.of(), Integer.MIN_VALUE), Topic::wire);

        /** Keeps lists of its own. */
        public Topic {
            partitions = List.copyOf(partitions);
        }

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.int16(ERROR_CODE, m.errorCode),
                    w.nullableString(NAME, m.name),
                    w.uuid(TOPIC_ID, m.topicId),
                    w.bool(IS_INTERNAL, m.isInternal),
                    w.array(PARTITIONS, Partition.STRUCT, m.partitions),
                    w.int32(TOPIC_AUTHORIZED_OPERATIONS, m.topicAuthorizedOperations));
        }
    }

    /** A partition, its leader and its replicas. */
    public record Partition(
            short errorCode,
            int partitionIndex,
            int leaderId,
            int leaderEpoch,
            List<Integer> replicaNodes,
            List<Integer> isrNodes,
            List<Integer> offlineReplicas) {

        private static final Field ERROR_CODE = Field.of("errorCode");
        private static final Field PARTITION_INDEX = Field.of("partitionIndex");
        private static final Field LEADER_ID = Field.of("leaderId");
        private static final Field LEADER_EPOCH = Field.of("leaderEpoch").since(7).ignorable().absent(-1);
        private static final Field REPLICA_NODES = Field.of("replicaNodes");
        private static final Field ISR_NODES = Field.of("isrNodes");
        private static final Field OFFLINE_REPLICAS = Field.of("offlineReplicas").since(5).ignorable();

        static final Struct<Partition> STRUCT =
                new Struct<>("Partition", new Partition((short) 0, 0, 0, -1, List.of(), List.of(), List.of()), Partition::wire);

        /** Keeps lists of its own. */
        public Partition {
            replicaNodes = List.copyOf(replicaNodes);
            isrNodes = List.copyOf(isrNodes);
            offlineReplicas = List.copyOf(offlineReplicas);
        }

        private static Partition wire(Wire w, Partition m) {
            return new Partition(
                    w.int16(ERROR_CODE, m.errorCode),
                    w.int32(PARTITION_INDEX, m.partitionIndex),
                    w.int32(LEADER_ID, m.leaderId),
                    w.int32(LEADER_EPOCH, m.leaderEpoch),
                    w.int32Array(REPLICA_NODES, m.replicaNodes),
                    w.int32Array(ISR_NODES, m.isrNodes),
                    w.int32Array(OFFLINE_REPLICAS, m.offlineReplicas));
        }
    }
}
