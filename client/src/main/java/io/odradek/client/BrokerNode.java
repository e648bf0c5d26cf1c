package io.odradek.client;

import io.odradek.spi.transport.Endpoint;
import java.util.Optional;

/**
 * A broker of the cluster.
 *
 * <p>Immutable.
 *
 * @param id the node's id
 * @param endpoint where clients reach it
 * @param rack where it stands, when the cluster tells
 */
public record BrokerNode(int id, Endpoint endpoint, Optional<String> rack) {
    @Override
    public String toString() {
        return id + " (" + endpoint + ")";
    }
}
