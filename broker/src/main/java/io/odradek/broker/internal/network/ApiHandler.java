package io.odradek.broker.internal.network;

import io.odradek.protocol.message.Rpc;

/**
 * Serves one API key.
 *
 * <p>Thread-safe: called on the loop of every connection.
 *
 * @param <Q> the type of its request
 * @param <R> the type of its response
 */
public interface ApiHandler<Q, R> {
    /** Which API. */
    Rpc<Q, R> rpc();

    /** The versions it answers. */
    VersionRange served();

    /** The versions that clients are told; more than are served only where clients would misbehave otherwise. */
    default VersionRange advertised() {
        return served();
    }

    /** Whether the request's frame stays leased until the handler releases it. */
    default boolean keepsFrame() {
        return false;
    }

    /** Answers the request, now or later, exactly once. What it throws costs the connection. */
    void handle(ApiRequest<Q> request, Reply<R> reply);
}
