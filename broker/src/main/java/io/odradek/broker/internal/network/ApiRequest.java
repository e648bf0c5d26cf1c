package io.odradek.broker.internal.network;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.InboundFrame;
import org.jspecify.annotations.Nullable;

/**
 * A request that was read.
 *
 * <p>Immutable.
 *
 * @param version the version it came in
 * @param clientId what the client calls itself
 * @param body the request
 * @param frame the lease on the bytes that {@code body} may look into; only for a handler that {@linkplain ApiHandler#keepsFrame() keeps}
 *     it, and then the handler's to release
 * @param eventLoop the loop of the connection, on which the handler was called
 * @param <Q> the type of the request
 */
public record ApiRequest<Q>(short version, @Nullable String clientId, Q body, InboundFrame frame, EventLoop eventLoop) {}
