package io.odradek.client.admin;

import io.odradek.client.BrokerNode;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster says of itself.
 *
 * <p>Immutable.
 *
 * @param clusterId its id, when it tells one
 * @param controllerId the node that takes requests for the controller, −1 when there is none
 * @param brokers in the order of their ids
 */
public record ClusterDescription(Optional<String> clusterId, int controllerId, List<BrokerNode> brokers) {
    /** Copies the list. */
    public ClusterDescription {
        brokers = List.copyOf(brokers);
    }
}
