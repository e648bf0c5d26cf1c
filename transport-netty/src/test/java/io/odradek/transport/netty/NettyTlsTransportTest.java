package io.odradek.transport.netty;

import io.odradek.spi.tck.transport.TransportContract;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;

class NettyTlsTransportTest extends TransportContract {
    private final NettyProvider provider = new NettyProvider();
    private final SSLContext keys = TestKeys.context();

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
        return new ConnectionSettings(frameSizeBytesMax, ConnectionSettings.CONNECT_TIMEOUT_NS_DEFAULT, Optional.of(keys));
    }

    @Override
    protected long leaseCount(Transport transport) {
        TransportLeases leases = ((NettyTransport) transport).leases();
        return leases.framesUnreleased() + leases.sendsUnreported();
    }
}
