package io.odradek.broker.internal.network;

/**
 * How much one connection may have open before it is read no further.
 *
 * <p>Immutable.
 *
 * @param requestCountMax requests that are not answered
 * @param requestBytesMax bytes of those requests
 */
public record ConnectionLimits(int requestCountMax, long requestBytesMax) {
    /** Wide enough for a producer that keeps its connection busy. */
    public static final ConnectionLimits STANDARD = new ConnectionLimits(64, 64L * 1024 * 1024);
}
