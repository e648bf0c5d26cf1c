package io.odradek.transport.netty;

import io.netty.handler.ssl.SslHandler;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Endpoint;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Makes the handlers that encrypt; key exchanges are worked out by the workers. */
final class Tls {
    private static final long NS_PER_MS = 1_000_000;
    private static final long GOODBYE_MS_MAX = 1_000;

    private Tls() {}

    /** A client's: it checks that the certificate is the host's (RFC 2818). */
    static SslHandler client(SSLContext context, Endpoint server, long handshakeNsMax, Workers workers, NettyEventLoop loop) {
        SSLEngine engine = context.createSSLEngine(server.host(), server.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return handler(engine, handshakeNsMax, workers, loop);
    }

    /** A server's. */
    static SslHandler server(SSLContext context, long handshakeNsMax, Workers workers, NettyEventLoop loop) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return handler(engine, handshakeNsMax, workers, loop);
    }

    private static SslHandler handler(SSLEngine engine, long handshakeNsMax, Workers workers, NettyEventLoop loop) {
        Executor keyExchange = task -> workers.submit(
                () -> {
                    task.run();
                    return null;
                },
                Runnable::run);
        SslHandler handler = new SslHandler(engine, keyExchange);
        handler.setHandshakeTimeoutMillis(Math.max(1, handshakeNsMax / NS_PER_MS));
        handler.setCloseNotifyFlushTimeoutMillis(GOODBYE_MS_MAX);
        return handler;
    }
}
