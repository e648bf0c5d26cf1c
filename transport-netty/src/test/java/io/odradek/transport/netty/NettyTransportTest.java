package io.odradek.transport.netty;

import io.odradek.spi.tck.transport.TransportContract;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

class NettyTransportTest extends TransportContract {
    private final NettyProvider provider = new NettyProvider();

    @AfterAll
    static void assertNoLeaks() {
        LeakRecorder.assertNoLeaks();
    }

    @Override
    protected TransportProvider provider() {
        return provider;
    }

    @Override
    protected long leaseCount(Transport transport) {
        TransportLeases leases = ((NettyTransport) transport).leases();
        return leases.framesUnreleased() + leases.sendsUnreported();
    }

    @Override
    protected Optional<Socket> openSocket(Endpoint endpoint) throws IOException {
        return Optional.of(new Socket(endpoint.host(), endpoint.port()));
    }
}
