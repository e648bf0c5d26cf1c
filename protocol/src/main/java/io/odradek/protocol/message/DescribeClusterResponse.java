package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The brokers of a cluster, API key 60.
 *
 * <p>Immutable.
 */
public record DescribeClusterResponse(
        int throttleTimeMs,
        short errorCode,
        @Nullable String errorMessage,
        byte endpointType,
        String clusterId,
        int controllerId,
        List<Broker> brokers,
        int clusterAuthorizedOperations) {

    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs");
    private static final Field ERROR_CODE = Field.of("errorCode");
    private static final Field ERROR_MESSAGE = Field.of("errorMessage").nullable().absentNull();
    private static final Field ENDPOINT_TYPE = Field.of("endpointType").since(1).absent(1);
    private static final Field CLUSTER_ID = Field.of("clusterId");
    private static final Field CONTROLLER_ID = Field.of("controllerId").absent(-1);
    private static final Field BROKERS = Field.of("brokers");
    private static final Field CLUSTER_AUTHORIZED_OPERATIONS = Field.of("clusterAuthorizedOperations").absent(Integer.MIN_VALUE);

    /** Reads and writes the versions of this message. */
    public static final MessageType<DescribeClusterResponse> TYPE = MessageType.response(
            ApiKey.DESCRIBE_CLUSTER,
            new DescribeClusterResponse(0, (short) 0, null, (byte) 1, "", -1, List.of(), Integer.MIN_VALUE),
            DescribeClusterResponse::wire);

    /** Keeps lists of its own. */
    public DescribeClusterResponse {
        brokers = List.copyOf(brokers);
    }

    private static DescribeClusterResponse wire(Wire w, DescribeClusterResponse m) {
        return new DescribeClusterResponse(
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.int16(ERROR_CODE, m.errorCode),
                w.nullableString(ERROR_MESSAGE, m.errorMessage),
                w.int8(ENDPOINT_TYPE, m.endpointType),
                w.string(CLUSTER_ID, m.clusterId),
                w.int32(CONTROLLER_ID, m.controllerId),
                w.array(BROKERS, Broker.STRUCT, m.brokers),
                w.int32(CLUSTER_AUTHORIZED_OPERATIONS, m.clusterAuthorizedOperations));
    }

    /** Where a broker listens. */
    public record Broker(int brokerId, String host, int port, @Nullable String rack, boolean isFenced) {

        private static final Field BROKER_ID = Field.of("brokerId");
        private static final Field HOST = Field.of("host");
        private static final Field PORT = Field.of("port");
        private static final Field RACK = Field.of("rack").nullable().absentNull();
        private static final Field IS_FENCED = Field.of("isFenced").since(2);

        static final Struct<Broker> STRUCT = new Struct<>("Broker", new Broker(0, "", 0, null, false), Broker::wire);

        private static Broker wire(Wire w, Broker m) {
            return new Broker(
                    w.int32(BROKER_ID, m.brokerId),
                    w.string(HOST, m.host),
                    w.int32(PORT, m.port),
                    w.nullableString(RACK, m.rack),
                    w.bool(IS_FENCED, m.isFenced));
        }
    }
}
