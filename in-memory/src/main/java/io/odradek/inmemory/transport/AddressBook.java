package io.odradek.inmemory.transport;

import io.odradek.api.ConnectionException;
import io.odradek.spi.transport.Endpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who listens where. Any name is a host; a listener at {@code 0.0.0.0} or {@code ::} is found under every name.
 *
 * <p>Thread-safe.
 */
final class AddressBook {
    private static final int FREE_PORT_FIRST = 20_000;
    private static final int PORT_MAX = 65_535;
    private static final List<String> EVERY_HOST = List.of("0.0.0.0", "::");

    private final Map<Endpoint, InProcessListener> listeners = new LinkedHashMap<>();
    private int nextPort = FREE_PORT_FIRST;

    synchronized Endpoint bind(Endpoint wanted, InProcessListener listener) {
        Endpoint endpoint = wanted.port() == 0 ? freePort(wanted.host()) : wanted;
        if (listeners.putIfAbsent(endpoint, listener) != null) {
            throw new ConnectionException("cannot listen at " + endpoint + ": the port is taken; choose another, or 0 for any");
        }
        return endpoint;
    }

    synchronized void unbind(Endpoint endpoint, InProcessListener listener) {
        listeners.remove(endpoint, listener);
    }

    synchronized Optional<InProcessListener> find(Endpoint endpoint) {
        InProcessListener found = listeners.get(endpoint);
        for (String host : EVERY_HOST) {
            if (found == null) {
                found = listeners.get(new Endpoint(host, endpoint.port()));
            }
        }
        return Optional.ofNullable(found);
    }

    private Endpoint freePort(String host) {
        for (int tries = FREE_PORT_FIRST; tries <= PORT_MAX; tries++) {
            Endpoint candidate = new Endpoint(host, nextPort);
            nextPort = nextPort == PORT_MAX ? FREE_PORT_FIRST : nextPort + 1;
            if (!listeners.containsKey(candidate)) {
                return candidate;
            }
        }
        throw new ConnectionException("cannot listen at " + host + ": all ports are taken");
    }
}
