package io.odradek.client;

import io.odradek.protocol.message.LeaderIdAndEpoch;
import io.odradek.protocol.message.NodeEndpoint;
import io.odradek.spi.transport.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who leads a partition now, as the answer of a broker told it that refused something (KIP-951).
 *
 * <p>Immutable.
 *
 * @param topic the topic's name
 * @param topicId the id under which the broker was asked, zero where it was asked by name
 * @param partition the partition's number
 * @param leader the leader's node id and epoch
 * @param node where the leader listens; empty when the answer does not say, and it has to be known already
 */
public record LeaderNews(String topic, UUID topicId, int partition, LeaderIdAndEpoch leader, Optional<BrokerNode> node) {
    private static final int PORT_MAX = 65_535;

    /** What an answer says of a partition; empty when it says nothing. */
    public static Optional<LeaderNews> of(
            String topic, UUID topicId, int partition, LeaderIdAndEpoch leader, List<NodeEndpoint> endpoints) {
        return leader.leaderId() < 0 || leader.leaderEpoch() < 0
                ? Optional.empty()
                : Optional.of(new LeaderNews(topic, topicId, partition, leader, node(leader.leaderId(), endpoints)));
    }

    private static Optional<BrokerNode> node(int id, List<NodeEndpoint> endpoints) {
        for (NodeEndpoint endpoint : endpoints) {
            if (endpoint.nodeId() == id && !endpoint.host().isBlank() && endpoint.port() > 0 && endpoint.port() <= PORT_MAX) {
                return Optional.of(
                        new BrokerNode(id, new Endpoint(endpoint.host(), endpoint.port()), Optional.ofNullable(endpoint.rack())));
            }
        }
        return Optional.empty();
    }
}
