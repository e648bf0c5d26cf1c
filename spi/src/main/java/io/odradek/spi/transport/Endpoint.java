package io.odradek.spi.transport;

/**
 * A host and a port.
 *
 * <p>Immutable.
 *
 * @param host a name or an address literal, IPv6 without brackets
 * @param port from 0 to 65,535; 0 only to listen on a free one
 */
public record Endpoint(String host, int port) {
    private static final int PORT_MAX = 65_535;

    /** Refuses an empty host and a port out of range. */
    public Endpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host before port " + port + " is empty");
        }
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("port " + port + " of host " + host + " is not from 0 to " + PORT_MAX);
        }
    }

    /**
     * Reads {@code host:port} or {@code [IPv6]:port}.
     *
     * @throws IllegalArgumentException with a sentence that quotes the text
     */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw new IllegalArgumentException("'" + text + "' is not of the form host:port");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("'" + text + "' has more than one colon: write an IPv6 address as [address]:port");
        }
        int port;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text.substring(colon + 1) + "' in '" + text + "' is not a port number", notANumber);
        }
        return new Endpoint(host, port);
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
