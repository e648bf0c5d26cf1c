package io.odradek.spi.transport;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Limits and protection of connections.
 *
 * <p>Immutable.
 *
 * @param frameSizeBytesMax the longest frame that is taken in
 * @param connectTimeoutNs nanoseconds a connection, with its TLS handshake, may take to be made
 * @param tls keys and trust where connections are encrypted; empty for plain ones. A client verifies the host's name
 */
public record ConnectionSettings(int frameSizeBytesMax, long connectTimeoutNs, Optional<SSLContext> tls) {
    /** Kafka's {@code socket.request.max.bytes}: 100 MiB. */
    public static final int FRAME_SIZE_BYTES_DEFAULT = 100 * 1024 * 1024;
    /** Kafka's {@code socket.connection.setup.timeout.ms}: 10 seconds. */
    public static final long CONNECT_TIMEOUT_NS_DEFAULT = 10_000_000_000L;

    /** Plain connections within the default limits. */
    public static ConnectionSettings plain() {
        return new ConnectionSettings(FRAME_SIZE_BYTES_DEFAULT, CONNECT_TIMEOUT_NS_DEFAULT, Optional.empty());
    }
}
