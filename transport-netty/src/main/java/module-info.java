/** The Transport contract on Netty. */
@org.jspecify.annotations.NullMarked
module io.odradek.transport.netty {
    requires transitive io.odradek.spi;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires static org.jspecify;

    exports io.odradek.transport.netty;

    provides io.odradek.spi.transport.TransportProvider with
            io.odradek.transport.netty.NettyProvider;
}
