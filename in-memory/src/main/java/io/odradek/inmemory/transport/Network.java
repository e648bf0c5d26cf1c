package io.odradek.inmemory.transport;

import io.odradek.api.ConnectionException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Endpoint;
import java.util.Optional;

/**
 * What lies between the ends of connections: who listens where, and how things get across.
 *
 * <p>Thread-safe if its loops run on different threads.
 */
interface Network {
    /** Registers a listener; port 0 picks a free one. A {@link ConnectionException} when the address is taken. */
    Endpoint bind(Endpoint wanted, InProcessListener listener);

    /** Frees an address. */
    void unbind(Endpoint endpoint, InProcessListener listener);

    /** Who listens at an address, if the network lets {@code caller} through to it. */
    Optional<InProcessListener> find(InProcessTransport caller, Endpoint endpoint);

    /** Two links between the ends of a new connection. */
    Wiring wire(InProcessConnection client, InProcessConnection server);

    /** Runs {@code refused} on {@code loop} after the time a refusal takes to come back. */
    void answerLater(EventLoop loop, Runnable refused);

    /**
     * The two directions of a connection.
     *
     * @param toServer from client to server
     * @param toClient from server to client
     */
    record Wiring(Link toServer, Link toClient) {}
}
