package io.odradek.client.admin;

import io.odradek.spi.transport.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster says of itself.
 *
 * <p>Immutable.
 *
 * @param clusterId its id, when it tells one
 * @param controllerId the node that takes requests for the controller, −1 when there is none
 * @param brokers in the order of their ids, those that are fenced too if the cluster tells of them
 */
public record ClusterDescription(Optional<String> clusterId, int controllerId, List<Broker> brokers) {
    /** Copies the list. */
    public ClusterDescription {
        brokers = List.copyOf(brokers);
    }

    /**
     * A broker of the cluster, be it in service or not.
     *
     * @param id the node's id
     * @param endpoint where clients reach it, when the cluster tells
     * @param rack where it stands, when the cluster tells
     * @param fenced whether the controller has taken it out of service, because it has not heard of it or not heard of it lately; brokers
     *     that do not know of this tell of those in service alone
     */
    public record Broker(int id, Optional<Endpoint> endpoint, Optional<String> rack, boolean fenced) {
        @Override
        public String toString() {
            return id + endpoint.map(where -> " (" + where + ")").orElse("") + (fenced ? " fenced" : "");
        }
    }
}
