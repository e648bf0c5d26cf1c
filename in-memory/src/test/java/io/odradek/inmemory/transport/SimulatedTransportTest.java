package io.odradek.inmemory.transport;

import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.tck.transport.TransportContract;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import io.odradek.spi.transport.TransportSettings;
import java.util.concurrent.CompletableFuture;

class SimulatedTransportTest extends TransportContract {
    private static final long AWAIT_NS_MAX = 60_000_000_000L;

    private final VirtualTime time = new VirtualTime(20_251_123);
    private final SimulatedNetwork network = new SimulatedNetwork(time);

    @Override
    protected TransportProvider provider() {
        return network.provider(time.newProcess("provider"));
    }

    @Override
    protected boolean isRegistered() {
        return false;
    }

    @Override
    protected Transport create(TransportSettings settings) {
        return network.transport(time.newProcess(settings.name()), settings);
    }

    @Override
    protected <T> T await(CompletableFuture<T> future) {
        return time.await(future, AWAIT_NS_MAX);
    }

    @Override
    protected long leaseCount(Transport transport) {
        InProcessTransport inProcess = (InProcessTransport) transport;
        return inProcess.framesUnreleased() + inProcess.sendsUnreported();
    }
}
