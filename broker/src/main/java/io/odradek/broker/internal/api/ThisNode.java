package io.odradek.broker.internal.api;

import io.odradek.controller.image.ClusterImage;
import io.odradek.spi.transport.Endpoint;
import java.util.function.IntSupplier;

/**
 * The broker that answers, as its answers name it.
 *
 * <p>Immutable.
 *
 * @param clusterId the cluster it belongs to
 * @param nodeId its number
 * @param address where clients are to connect
 * @param quorumLeader which member leads the quorum, −1 when that is not known
 */
public record ThisNode(String clusterId, int nodeId, Endpoint address, IntSupplier quorumLeader) {
    /** The broker to name as the controller: the one that leads the quorum, this one while that cannot be reached; any takes commands. */
    int controllerId(ClusterImage image) {
        int leader = quorumLeader.getAsInt();
        return isAlive(image, leader) ? leader : isAlive(image, nodeId) ? nodeId : -1;
    }

    static boolean isAlive(ClusterImage image, int brokerId) {
        return image.broker(brokerId).filter(broker -> !broker.fenced()).isPresent();
    }
}
