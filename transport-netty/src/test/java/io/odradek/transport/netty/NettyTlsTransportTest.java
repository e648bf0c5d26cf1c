package io.odradek.transport.netty;

import io.odradek.spi.tck.transport.TransportContract;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;

class NettyTlsTransportTest extends TransportContract {
    private static final SSLContext KEYS = TestKeys.context();

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
    protected ConnectionSettings serverSettings(int frameSizeBytesMax) {
        return new ConnectionSettings(frameSizeBytesMax, ConnectionSettings.CONNECT_TIMEOUT_NS_DEFAULT, Optional.of(KEYS));
    }

    @Override
    protected long leaseCount(Transport transport) {
        TransportLeases leases = ((NettyTransport) transport).leases();
        return leases.framesUnreleased() + leases.sendsUnreported();
    }
}
