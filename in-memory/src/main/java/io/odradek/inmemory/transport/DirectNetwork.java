package io.odradek.inmemory.transport;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Endpoint;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** The network between loops on threads: at once, and without faults. */
final class DirectNetwork implements Network {
    private final AddressBook addresses = new AddressBook();

    @Override
    public Endpoint bind(Endpoint wanted, InProcessListener listener) {
        return addresses.bind(wanted, listener);
    }

    @Override
    public void unbind(Endpoint endpoint, InProcessListener listener) {
        addresses.unbind(endpoint, listener);
    }

    @Override
    public Optional<InProcessListener> find(InProcessTransport caller, Endpoint endpoint) {
        return addresses.find(endpoint);
    }

    @Override
    public Wiring wire(InProcessConnection client, InProcessConnection server) {
        return new Wiring(to(server.eventLoop()), to(client.eventLoop()));
    }

    @Override
    public void answerLater(EventLoop loop, Runnable refused) {
        loop.execute(refused);
    }

    private static Link to(EventLoop loop) {
        return (sizeBytes, arrival) -> {
            try {
                loop.execute(arrival);
            } catch (RejectedExecutionException otherEndIsGone) {
                // Its transport has closed this connection and said so before its loops stopped.
                return;
            }
        };
    }
}
