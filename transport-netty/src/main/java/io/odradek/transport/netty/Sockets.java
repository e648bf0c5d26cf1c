package io.odradek.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Which of Netty's kinds of sockets is used.
 *
 * <p>Immutable.
 *
 * @param name for people
 * @param io what runs them
 * @param server makes listening sockets
 * @param client makes connecting sockets
 */
record Sockets(String name, IoHandlerFactory io, ChannelFactory<? extends ServerChannel> server, ChannelFactory<? extends Channel> client) {
    /** Java's own. */
    static Sockets nio() {
        return new Sockets("nio", NioIoHandler.newFactory(), NioServerSocketChannel::new, NioSocketChannel::new);
    }
}
