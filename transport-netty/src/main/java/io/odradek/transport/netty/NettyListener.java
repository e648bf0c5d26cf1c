package io.odradek.transport.netty;

import io.netty.channel.Channel;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Listener;
import java.util.concurrent.CompletableFuture;

/**
 * A channel that takes connections in.
 *
 * <p>Thread-safe.
 */
final class NettyListener implements Listener {
    private final NettyTransport transport;
    private final Channel channel;
    private final Endpoint endpoint;

    NettyListener(NettyTransport transport, Channel channel, Endpoint endpoint) {
        this.transport = transport;
        this.channel = channel;
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        transport.open().ended(this);
        channel.close().addListener(closed -> done.complete(null));
        return done;
    }
}
