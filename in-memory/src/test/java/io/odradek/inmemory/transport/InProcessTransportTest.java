package io.odradek.inmemory.transport;

import io.odradek.spi.tck.transport.TransportContract;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;

class InProcessTransportTest extends TransportContract {
    private final InProcessProvider provider = new InProcessProvider();

    @Override
    protected TransportProvider provider() {
        return provider;
    }

    @Override
    protected long leaseCount(Transport transport) {
        InProcessTransport inProcess = (InProcessTransport) transport;
        return inProcess.framesUnreleased() + inProcess.sendsUnreported();
    }
}
