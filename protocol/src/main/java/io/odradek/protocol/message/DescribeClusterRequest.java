package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Wire;

/**
 * Asks for the brokers of a cluster, API key 60.
 *
 * <p>Immutable.
 */
public record DescribeClusterRequest(boolean includeClusterAuthorizedOperations, byte endpointType, boolean includeFencedBrokers) {

    private static final Field INCLUDE_CLUSTER_AUTHORIZED_OPERATIONS = Field.of("includeClusterAuthorizedOperations");
    private static final Field ENDPOINT_TYPE = Field.of("endpointType").since(1).absent(1);
    private static final Field INCLUDE_FENCED_BROKERS = Field.of("includeFencedBrokers").since(2);

    /** Reads and writes the versions of this message. */
    public static final MessageType<DescribeClusterRequest> TYPE =
            MessageType.request(ApiKey.DESCRIBE_CLUSTER, new DescribeClusterRequest(false, (byte) 1, false), DescribeClusterRequest::wire);

    private static DescribeClusterRequest wire(Wire w, DescribeClusterRequest m) {
        return new DescribeClusterRequest(
                w.bool(INCLUDE_CLUSTER_AUTHORIZED_OPERATIONS, m.includeClusterAuthorizedOperations),
                w.int8(ENDPOINT_TYPE, m.endpointType),
                w.bool(INCLUDE_FENCED_BROKERS, m.includeFencedBrokers));
    }
}
