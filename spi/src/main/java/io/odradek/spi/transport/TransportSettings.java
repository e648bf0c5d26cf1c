package io.odradek.spi.transport;

/**
 * What a transport is created with besides its context.
 *
 * <p>Immutable.
 *
 * @param name prefix of thread names
 * @param eventLoopCount how many event loops it runs; at least 1
 */
public record TransportSettings(String name, int eventLoopCount) {
    /** Refuses fewer than one loop. */
    public TransportSettings {
        if (eventLoopCount < 1) {
            throw new IllegalArgumentException("a transport needs at least one event loop, not " + eventLoopCount);
        }
    }
}
