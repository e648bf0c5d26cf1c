package io.odradek.transport.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.odradek.api.ConnectionException;
import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Acceptor;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Listener;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * TCP and TLS on Netty's event loops.
 *
 * <p>Thread-safe.
 */
final class NettyTransport implements Transport {
    private static final System.Logger LOGGER = System.getLogger(NettyTransport.class.getName());
    private static final int ACCEPT_QUEUE_LENGTH = 1_024;
    private static final long STOP_SECONDS_MAX = 5;

    private final String name;
    private final Workers workers;
    private final Sockets sockets = Sockets.nio();
    private final LoopThreads threads;
    private final MultiThreadIoEventLoopGroup group;
    private final List<NettyEventLoop> loops;
    private final TransportLeases leases = new TransportLeases();
    private final OpenThings open = new OpenThings();

    NettyTransport(TransportSettings settings, Clock clock, Workers workers) {
        this.name = settings.name();
        this.workers = workers;
        this.threads = new LoopThreads(settings.name());
        this.group = new MultiThreadIoEventLoopGroup(settings.eventLoopCount(), threads, sockets.io());
        List<NettyEventLoop> wrapped = new ArrayList<>();
        for (EventExecutor executor : group) {
            wrapped.add(new NettyEventLoop((io.netty.channel.EventLoop) executor, clock));
        }
        this.loops = List.copyOf(wrapped);
    }

    @Override
    public List<EventLoop> eventLoops() {
        return List.copyOf(loops);
    }

    @Override
    public CompletableFuture<Listener> listen(Endpoint endpoint, ConnectionSettings settings, Acceptor acceptor) {
        CompletableFuture<Listener> outcome = new CompletableFuture<>();
        lookUp(endpoint.host(), loops.get(0)).whenComplete((addresses, unknown) -> {
            if (addresses == null) {
                outcome.completeExceptionally(cannotListen(endpoint, unknown));
                return;
            }
            ChannelFuture binding = new ServerBootstrap()
                    .group(group)
                    .channelFactory(sockets.server())
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .option(ChannelOption.SO_BACKLOG, ACCEPT_QUEUE_LENGTH)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.SO_KEEPALIVE, true)
                    .childHandler(new ServerPipeline(this, settings, acceptor))
                    .bind(new InetSocketAddress(addresses[0], endpoint.port()));
            binding.addListener(bound -> {
                if (bound.isSuccess()) {
                    listening(binding.channel(), endpoint, outcome);
                } else {
                    outcome.completeExceptionally(cannotListen(endpoint, bound.cause()));
                }
            });
        });
        return outcome;
    }

    @Override
    public CompletableFuture<Connection> connect(
            Endpoint endpoint, EventLoop loop, ConnectionSettings settings, ConnectionHandler handler) {
        if (!(loop instanceof NettyEventLoop own) || !loops.contains(own)) {
            throw new IllegalArgumentException("event loop " + loop + " is not one of transport " + name);
        }
        Attempt attempt = new Attempt(this, own, endpoint, settings, handler);
        own.execute(attempt::start);
        return attempt.outcome();
    }

    @Override
    public void close() {
        for (NettyEventLoop loop : loops) {
            if (loop.inEventLoop()) {
                throw new IllegalStateException("transport " + name + " cannot be closed on one of its own loops: it waits for them");
            }
        }
        if (!open.close()) {
            return;
        }
        try {
            open.awaitEnd(STOP_SECONDS_MAX);
            group.shutdownGracefully(0, STOP_SECONDS_MAX, TimeUnit.SECONDS);
            if (!threads.awaitEnd(TimeUnit.SECONDS.toMillis(2 * STOP_SECONDS_MAX))) {
                LOGGER.log(System.Logger.Level.WARNING, "the event loops of transport {0} did not end in time", name);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    TransportLeases leases() {
        return leases;
    }

    Sockets sockets() {
        return sockets;
    }

    Workers workers() {
        return workers;
    }

    OpenThings open() {
        return open;
    }

    NettyEventLoop loopOf(Channel channel) {
        for (NettyEventLoop loop : loops) {
            if (loop.delegate() == channel.eventLoop()) {
                return loop;
            }
        }
        throw new IllegalStateException("channel " + channel + " is on no loop of transport " + name);
    }

    /** The addresses of a host, looked up by the workers. Completes on {@code loop}, unless the transport was closed meanwhile. */
    CompletableFuture<InetAddress[]> lookUp(String host, NettyEventLoop loop) {
        Executor unlessClosed = task -> {
            try {
                loop.execute(task);
            } catch (RejectedExecutionException closed) {
                LOGGER.log(System.Logger.Level.DEBUG, "the address of {0} was found after the transport was closed", host);
            }
        };
        return workers.submit(() -> InetAddress.getAllByName(host), unlessClosed);
    }

    void handlerThrew(NettyConnection connection, Throwable fault) {
        LOGGER.log(System.Logger.Level.ERROR, "the handler of the connection to " + connection.remote() + " threw; it is closed", fault);
    }

    private void listening(Channel channel, Endpoint wanted, CompletableFuture<Listener> outcome) {
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        NettyListener listener = new NettyListener(this, channel, new Endpoint(wanted.host(), port));
        if (open.began(listener)) {
            outcome.complete(listener);
        } else {
            channel.close();
            outcome.completeExceptionally(new ConnectionException("cannot listen at " + wanted + ": the transport is closed"));
        }
    }

    private static ConnectionException cannotListen(Endpoint endpoint, Throwable cause) {
        String why = cause instanceof UnknownHostException
                ? "the name '" + endpoint.host() + "' does not resolve"
                : cause.getMessage() + "; choose another port, or 0 for any";
        return new ConnectionException("cannot listen at " + endpoint + ": " + why, cause);
    }
}
