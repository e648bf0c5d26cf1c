package io.odradek.transport.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.odradek.api.ConnectionException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect: looks the name up, tries its addresses one after the other, and ends with a connection or an error that names
 * the endpoint.
 *
 * <p>Confined to the event loop of the connection to be.
 */
final class Attempt {
    private static final long NS_PER_MS = 1_000_000;

    private final NettyTransport transport;
    private final NettyEventLoop loop;
    private final Endpoint endpoint;
    private final ConnectionSettings settings;
    private final ConnectionHandler handler;
    private final CompletableFuture<Connection> outcome = new CompletableFuture<>();
    private EventLoop.Timer deadline = () -> {};
    private @Nullable Channel current;

    Attempt(
            NettyTransport transport,
            NettyEventLoop loop,
            Endpoint endpoint,
            ConnectionSettings settings,
            ConnectionHandler handler) {
        this.transport = transport;
        this.loop = loop;
        this.endpoint = endpoint;
        this.settings = settings;
        this.handler = handler;
    }

    CompletableFuture<Connection> outcome() {
        return outcome;
    }

    NettyEventLoop loop() {
        return loop;
    }

    void start() {
        if (!transport.open().began(this)) {
            fail("the transport is closed", null);
            return;
        }
        long timeoutMs = settings.connectTimeoutNs() / NS_PER_MS;
        deadline = loop.schedule(settings.connectTimeoutNs(), () -> fail("no answer within " + timeoutMs + " ms", null));
        transport.lookUp(endpoint.host(), loop).whenComplete((addresses, unknown) -> {
            if (addresses != null) {
                tryAddress(addresses, 0);
            } else {
                fail(
                        unknown instanceof UnknownHostException
                                ? "the name '" + endpoint.host() + "' does not resolve; check its spelling and the name service"
                                : String.valueOf(unknown),
                        unknown);
            }
        });
    }

    /** Ends the attempt, if it has not ended. */
    void fail(String why, @Nullable Throwable cause) {
        if (outcome.isDone()) {
            return;
        }
        deadline.cancel();
        transport.open().ended(this);
        Channel abandoned = current;
        if (abandoned != null) {
            abandoned.close();
        }
        outcome.completeExceptionally(new ConnectionException("could not connect to " + endpoint + ": " + why, cause));
    }

    private void tryAddress(InetAddress[] addresses, int index) {
        if (outcome.isDone()) {
            return;
        }
        InetSocketAddress address = new InetSocketAddress(addresses[index], endpoint.port());
        ChannelFuture connecting = new Bootstrap()
                .group(loop.delegate())
                .channelFactory(transport.sockets().client())
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, shareMs(addresses.length))
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address);
        current = connecting.channel();
        connecting.addListener(connected -> {
            if (connected.isSuccess()) {
                connected(connecting.channel());
            } else if (index + 1 < addresses.length) {
                tryAddress(addresses, index + 1);
            } else {
                Throwable cause = connected.cause();
                fail(cause.getMessage() + (addresses.length > 1 ? " (the last of " + addresses.length + " addresses)" : ""), cause);
            }
        });
    }

    /** How long one of so many addresses may take, so that one that swallows everything leaves time for the next. */
    private int shareMs(int addressCount) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, settings.connectTimeoutNs() / NS_PER_MS / addressCount));
    }

    private void connected(Channel channel) {
        NettyConnection connection = new NettyConnection(transport, loop, channel, endpoint, settings);
        if (settings.tls().isEmpty()) {
            connection.joinPipeline();
            succeed(connection);
            return;
        }
        SslHandler tls = Tls.client(settings.tls().get(), endpoint, settings.connectTimeoutNs(), transport.workers(), loop);
        channel.pipeline().addLast(tls);
        connection.joinPipeline();
        tls.handshakeFuture().addListener(shaken -> {
            if (shaken.isSuccess()) {
                succeed(connection);
            } else {
                fail("TLS failed: " + shaken.cause().getMessage(), shaken.cause());
            }
        });
    }

    private void succeed(NettyConnection connection) {
        if (outcome.isDone()) {
            return;
        }
        if (!transport.open().began(connection)) {
            fail("the transport was closed", null);
            return;
        }
        deadline.cancel();
        connection.handedTo(handler);
        transport.open().ended(this);
        outcome.complete(connection);
    }
}
