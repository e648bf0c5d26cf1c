package io.odradek.client;

import io.odradek.api.ConfigException;
import io.odradek.spi.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** Reads the value of {@code bootstrap.servers}. Thread-safe. */
public final class BootstrapServers {
    private BootstrapServers() {}

    /**
     * The addresses of a comma-separated list, in its order.
     *
     * @throws ConfigException naming the entry that is not {@code host:port}, or telling that there is none
     */
    public static List<Endpoint> parse(String text) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            String trimmed = entry.strip();
            if (trimmed.isEmpty()) {
                continue;
            }
            endpoints.add(parseOne(trimmed, text));
        }
        if (endpoints.isEmpty()) {
            throw new ConfigException("bootstrap.servers is '" + text + "': it needs at least one host:port, separated by commas");
        }
        return List.copyOf(endpoints);
    }

    private static Endpoint parseOne(String entry, String text) {
        Endpoint endpoint;
        try {
            endpoint = Endpoint.parse(entry);
        } catch (IllegalArgumentException malformed) {
            throw new ConfigException("bootstrap.servers is '" + text + "': " + malformed.getMessage(), malformed);
        }
        if (endpoint.port() == 0) {
            throw new ConfigException("bootstrap.servers is '" + text + "': port 0 of " + entry + " cannot be connected to");
        }
        return endpoint;
    }
}
