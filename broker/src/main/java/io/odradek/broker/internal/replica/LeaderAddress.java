package io.odradek.broker.internal.replica;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.client.BrokerConnection;
import io.odradek.client.ClientSettings;
import io.odradek.controller.image.ClusterImage;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Where a leader is, as the cluster says at the time, and the way to connect there.
 *
 * <p>Immutable.
 */
record LeaderAddress(
        int leader, Transport transport, EventLoop loop, ClientSettings client, Supplier<ClusterImage> image) {
    CompletableFuture<BrokerConnection> connect() {
        return image.get()
                .broker(leader)
                .map(broker -> BrokerConnection.open(transport, broker.address(), loop, client))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new OdradekException(ErrorCode.BROKER_NOT_AVAILABLE, "The cluster knows no broker " + leader)));
    }
}
