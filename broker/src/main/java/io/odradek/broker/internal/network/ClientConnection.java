package io.odradek.broker.internal.network;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.RequestHeader;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.DecodeLimits;
import io.odradek.protocol.wire.MalformedMessageException;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.InboundFrame;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: reads requests, hands each to its handler, and has the answers sent in the order of the requests. It is read no
 * further while too much is unanswered or the client does not take its answers.
 *
 * <p>Confined to the connection's event loop. A frame that is not a request we serve costs this connection and one line of the log.
 */
final class ClientConnection implements ConnectionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    /**
     * What one request may list. Far more than any client does; an element takes a byte of the request at least, but some hundred in memory
     * and in the answer.
     */
    private static final DecodeLimits REQUEST_LIMITS = new DecodeLimits(200_000);

    private final Connection connection;
    private final ApiTable apis;
    private final ConnectionLimits limits;
    private final Consumer<ClientConnection> onEnd;
    private final AnswerQueue answers;
    private boolean paused;
    private boolean draining;
    private boolean closed;

    ClientConnection(Connection connection, ApiTable apis, ConnectionLimits limits, Consumer<ClientConnection> onEnd) {
        this.connection = connection;
        this.apis = apis;
        this.limits = limits;
        this.onEnd = onEnd;
        this.answers = new AnswerQueue(connection, this::progressed, this::refuse);
    }

    @Override
    public void onFrame(Connection same, InboundFrame frame) {
        boolean kept = false;
        try {
            kept = !closed && !draining && dispatch(frame);
        } catch (MalformedMessageException malformed) {
            refuse("it sent a frame that is not a request: " + malformed.getMessage());
        } finally {
            if (!kept) {
                frame.release();
            }
        }
    }

    /** Finds the request's handler; true when the frame is the handler's from now on. */
    private boolean dispatch(InboundFrame frame) {
        RequestHeader peeked = RequestHeader.peek(frame.bytes());
        ApiHandler<?, ?> handler = apis.find(peeked.requestApiKey()).orElse(null);
        if (handler == null) {
            refuse("it sent a request with the API key " + peeked.requestApiKey() + ", which this broker does not serve");
            return false;
        }
        if (!handler.served().contains(peeked.requestApiVersion())) {
            refuseVersion(handler, peeked);
            return false;
        }
        return dispatch(handler, peeked, frame);
    }

    private <Q, R> boolean dispatch(ApiHandler<Q, R> handler, RequestHeader peeked, InboundFrame frame) {
        ApiKey key = handler.rpc().apiKey();
        short version = peeked.requestApiVersion();
        int frameSizeBytes = frame.bytes().remaining();
        RequestHeader header = RequestHeader.decode(frame.bytes(), key.requestHeaderVersion(version));
        Q body = handler.rpc().request().decode(frame.bytes(), version, REQUEST_LIMITS);
        Reply<R> reply = answers.add(handler.rpc(), version, header.correlationId(), frameSizeBytes);
        regulate();
        try {
            handler.handle(new ApiRequest<>(version, header.clientId(), body, frame, connection.eventLoop()), reply);
        } catch (RuntimeException fault) {
            LOG.error("{} version {} from {} failed; its connection is closed", key.apiName(), version, connection.remote(), fault);
            connection.close();
        }
        return handler.keepsFrame();
    }

    /** KIP-511: a client that asks in a version from the future is told, in the oldest, which ones there are. Others are cut off. */
    private void refuseVersion(ApiHandler<?, ?> handler, RequestHeader peeked) {
        ApiKey key = handler.rpc().apiKey();
        if (key == ApiKey.API_VERSIONS) {
            answers.add(Rpc.API_VERSIONS, (short) 0, peeked.correlationId(), 0)
                    .send(ApiVersionsAnswer.of(apis, ErrorCode.UNSUPPORTED_VERSION));
        } else {
            refuse("it sent " + key.apiName() + " version " + peeked.requestApiVersion() + ", this broker serves " + handler.served());
        }
    }

    private void refuse(String reason) {
        if (!closed) {
            LOG.warn("The connection from {} is closed: {}", connection.remote(), reason);
            connection.close();
        }
    }

    @Override
    public void onWritabilityChanged(Connection same, boolean writable) {
        regulate();
    }

    private void progressed() {
        if (!closed) {
            regulate();
            closeIfDrained();
        }
    }

    private void regulate() {
        boolean full = answers.requestCount() >= limits.requestCountMax()
                || answers.requestBytes() >= limits.requestBytesMax()
                || !connection.isWritable()
                || draining;
        if (full != paused) {
            paused = full;
            if (full) {
                connection.pauseReading();
            } else {
                connection.resumeReading();
            }
        }
    }

    /** Takes no more requests, and closes once those there are have been answered. */
    void drain() {
        draining = true;
        progressed();
    }

    private void closeIfDrained() {
        if (draining && answers.isIdle()) {
            connection.close();
        }
    }

    void close() {
        connection.close();
    }

    @Override
    public void onClosed(Connection same, CloseReason reason) {
        closed = true;
        switch (reason.kind()) {
            // Clients come and go, and some are cut off.
            case LOCAL, PEER, IO -> LOG.debug("The connection from {} ended: {}", connection.remote(), reason.message());
            case FRAME_TOO_LARGE, HANDLER_FAULT, TLS ->
                LOG.warn("The connection from {} ended: {}", connection.remote(), reason.message());
        }
        answers.close();
        onEnd.accept(this);
    }
}
