package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.controller.image.ClusterImage;
import io.odradek.protocol.message.DescribeClusterRequest;
import io.odradek.protocol.message.DescribeClusterResponse;
import io.odradek.protocol.message.Rpc;
import java.util.List;
import java.util.function.Supplier;

/**
 * DescribeCluster, key 60, versions 0 to 2: the cluster's id, its brokers, its controller.
 *
 * <p>Immutable. From version 1 on a client may ask for controllers instead; there are none that could be reached, which is error 115. From
 * version 2 on brokers that are fenced are told of too, to who asks for them (KIP-1073).
 */
public final class DescribeClusterHandler implements ApiHandler<DescribeClusterRequest, DescribeClusterResponse> {
    private static final byte BROKERS = 1;

    private final Supplier<ThisNode> node;
    private final Supplier<ClusterImage> image;

    /** Answers for this node of this cluster. */
    public DescribeClusterHandler(Supplier<ThisNode> node, Supplier<ClusterImage> image) {
        this.node = node;
        this.image = image;
    }

    @Override
    public Rpc<DescribeClusterRequest, DescribeClusterResponse> rpc() {
        return Rpc.DESCRIBE_CLUSTER;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(0, 2);
    }

    @Override
    public void handle(ApiRequest<DescribeClusterRequest> request, Reply<DescribeClusterResponse> reply) {
        ThisNode self = node.get();
        byte endpointType = request.body().endpointType();
        if (endpointType != BROKERS) {
            reply.send(new DescribeClusterResponse(
                    0,
                    ErrorCode.UNSUPPORTED_ENDPOINT_TYPE.code(),
                    "This broker tells of brokers (endpoint type 1) alone, not of endpoint type " + endpointType,
                    endpointType,
                    self.clusterId(),
                    -1,
                    List.of(),
                    AuthorizedOperations.NOT_ASKED));
            return;
        }
        ClusterImage now = image.get();
        List<DescribeClusterResponse.Broker> brokers = now.brokers().values().stream()
                .filter(broker -> !broker.fenced() || request.body().includeFencedBrokers())
                .map(broker -> new DescribeClusterResponse.Broker(
                        broker.id(), broker.address().host(), broker.address().port(), null, broker.fenced()))
                .toList();
        int operations =
                request.body().includeClusterAuthorizedOperations() ? AuthorizedOperations.CLUSTER : AuthorizedOperations.NOT_ASKED;
        reply.send(new DescribeClusterResponse(
                0, ErrorCode.NONE.code(), null, BROKERS, self.clusterId(), self.controllerId(now), brokers, operations));
    }
}
