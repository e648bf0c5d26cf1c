package io.odradek.client.admin;

import io.odradek.api.OdradekException;
import io.odradek.client.BrokerConnection;
import io.odradek.client.BrokerNode;
import io.odradek.client.ClusterMetadata;
import io.odradek.client.VersionRange;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.DescribeClusterRequest;
import io.odradek.protocol.message.DescribeClusterResponse;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.Rpc;
import io.odradek.spi.transport.Endpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Asks a broker who is in the cluster, as well as it can tell: those of before KIP-700 tell it in their metadata. Thread-safe. */
final class ClusterQuestion {
    private static final byte BROKERS = 1;
    /** Before it, those that are fenced cannot be asked for (KIP-1073). */
    private static final short FENCED_SINCE_VERSION = 2;
    private static final int PORT_MAX = 65_535;

    private ClusterQuestion() {}

    static CompletableFuture<ClusterDescription> ask(BrokerConnection broker) {
        Optional<VersionRange> served = broker.versions().served(ApiKey.DESCRIBE_CLUSTER);
        if (served.isEmpty()) {
            return broker.send(Rpc.METADATA, new MetadataRequest(List.of(), false, false, false))
                    .thenApply(response -> described(ClusterMetadata.of(response)));
        }
        boolean fencedToo = served.get().max() >= FENCED_SINCE_VERSION;
        return broker.send(Rpc.DESCRIBE_CLUSTER, new DescribeClusterRequest(false, BROKERS, fencedToo))
                .thenApply(ClusterQuestion::described);
    }

    private static ClusterDescription described(ClusterMetadata snapshot) {
        return description(
                snapshot.clusterId(),
                snapshot.controller().map(BrokerNode::id).orElse(-1),
                snapshot.brokers().stream()
                        .map(node -> new ClusterDescription.Broker(node.id(), Optional.of(node.endpoint()), node.rack(), false)));
    }

    private static ClusterDescription described(DescribeClusterResponse response) {
        Optional<OdradekException> refusal =
                Refusal.in("the cluster was not described", response.errorCode(), response.errorMessage());
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return description(
                Optional.of(response.clusterId()), response.controllerId(), response.brokers().stream().map(ClusterQuestion::described));
    }

    private static ClusterDescription.Broker described(DescribeClusterResponse.Broker broker) {
        boolean addressed = !broker.host().isBlank() && broker.port() > 0 && broker.port() <= PORT_MAX;
        return new ClusterDescription.Broker(
                broker.brokerId(),
                addressed ? Optional.of(new Endpoint(broker.host(), broker.port())) : Optional.empty(),
                Optional.ofNullable(broker.rack()),
                broker.isFenced());
    }

    private static ClusterDescription description(
            Optional<String> clusterId, int controllerId, Stream<ClusterDescription.Broker> brokers) {
        return new ClusterDescription(
                clusterId.filter(id -> !id.isBlank()),
                controllerId,
                brokers.sorted(Comparator.comparingInt(ClusterDescription.Broker::id)).toList());
    }
}
