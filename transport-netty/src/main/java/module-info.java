/** The Transport contract on Netty. */
@org.jspecify.annotations.NullMarked
module io.odradek.transport.netty {
    requires io.odradek.spi;
    requires io.netty.transport;
    requires io.netty.handler;
    requires static org.jspecify;
}
