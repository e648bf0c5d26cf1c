package io.odradek.spi.transport;

import org.jspecify.annotations.Nullable;

/**
 * Told once that the transport has let go of a frame's buffers and ranges.
 *
 * <p>Called on the connection's event loop.
 */
@FunctionalInterface
public interface SendReport {
    /** {@code failure} is null when the last byte was handed to the network. */
    void released(@Nullable Throwable failure);
}
