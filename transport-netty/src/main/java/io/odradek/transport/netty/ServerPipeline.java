package io.odradek.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandler;
import io.odradek.spi.transport.Acceptor;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Prepares the channels a listener takes in, and hands each connection to the acceptor once it can carry frames.
 *
 * <p>Thread-safe: each channel is prepared on its own loop.
 */
final class ServerPipeline extends ChannelInitializer<Channel> {
    private final NettyTransport transport;
    private final ConnectionSettings settings;
    private final Acceptor acceptor;

    ServerPipeline(NettyTransport transport, ConnectionSettings settings, Acceptor acceptor) {
        this.transport = transport;
        this.settings = settings;
        this.acceptor = acceptor;
    }

    @Override
    public boolean isSharable() {
        return true;
    }

    @Override
    protected void initChannel(Channel channel) {
        NettyEventLoop loop = transport.loopOf(channel);
        NettyConnection connection = new NettyConnection(transport, loop, channel, remoteOf(channel), settings);
        if (settings.tls().isPresent()) {
            SslHandler tls = Tls.server(settings.tls().get(), settings.connectTimeoutNs(), transport.workers(), loop);
            channel.pipeline().addLast(tls);
            tls.handshakeFuture().addListener(shaken -> {
                if (shaken.isSuccess()) {
                    accept(connection, channel);
                }
            });
        } else {
            channel.pipeline().addLast(new Arrival(connection));
        }
        connection.joinPipeline();
    }

    private void accept(NettyConnection connection, Channel channel) {
        if (!transport.open().began(connection)) {
            channel.close();
            return;
        }
        connection.handedTo(Unhandled.INSTANCE);
        connection.guard(() -> connection.handedTo(acceptor.accept(connection)));
    }

    private static Endpoint remoteOf(Channel channel) {
        SocketAddress address = channel.remoteAddress();
        return address instanceof InetSocketAddress internet
                ? new Endpoint(internet.getAddress().getHostAddress(), internet.getPort())
                : new Endpoint(String.valueOf(address), 0);
    }

    /** Waits for a plain channel to become active. */
    private final class Arrival extends ChannelInboundHandlerAdapter {
        private final NettyConnection connection;

        Arrival(NettyConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            accept(connection, ctx.channel());
            ctx.fireChannelActive();
            ctx.pipeline().remove(this);
        }
    }
}
