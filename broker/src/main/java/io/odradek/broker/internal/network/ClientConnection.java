package io.odradek.broker.internal.network;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.protocol.message.RequestHeader;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.MalformedMessageException;
import io.odradek.protocol.wire.UnencodableMessageException;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: reads requests, hands each to its handler, and sends the answers in the order of the requests, however they are
 * completed. It is read no further while too much is unanswered or the client does not take its answers.
 *
 * <p>Confined to the connection's event loop. A frame that is not a request we serve costs this connection and one line of the log.
 */
final class ClientConnection implements ConnectionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    private final Connection connection;
    private final ApiTable apis;
    private final ConnectionLimits limits;
    private final Consumer<ClientConnection> onEnd;
    private final Deque<PendingReply<?>> unanswered = new ArrayDeque<>();
    private long unansweredBytes;
    private int sendsUnreported;
    private boolean paused;
    private boolean draining;
    private boolean closed;

    ClientConnection(Connection connection, ApiTable apis, ConnectionLimits limits, Consumer<ClientConnection> onEnd) {
        this.connection = connection;
        this.apis = apis;
        this.limits = limits;
        this.onEnd = onEnd;
    }

    @Override
    public void onFrame(Connection same, InboundFrame frame) {
        if (closed || draining) {
            frame.release();
            return;
        }
        boolean released = false;
        try {
            RequestHeader peeked = RequestHeader.peek(frame.bytes());
            ApiHandler<?, ?> handler = apis.find(peeked.requestApiKey()).orElse(null);
            if (handler == null) {
                refuse("it sent a request with the API key " + peeked.requestApiKey() + ", which this broker does not serve");
            } else if (!handler.served().contains(peeked.requestApiVersion())) {
                refuseVersion(handler, peeked);
            } else {
                released = dispatch(handler, peeked, frame);
            }
        } catch (MalformedMessageException malformed) {
            refuse("it sent a frame that is not a request: " + malformed.getMessage());
        } finally {
            if (!released) {
                frame.release();
            }
        }
    }

    /** Reads the request and hands it over; true when the frame is the handler's from now on. */
    private <Q, R> boolean dispatch(ApiHandler<Q, R> handler, RequestHeader peeked, InboundFrame frame) {
        ApiKey key = handler.rpc().apiKey();
        short version = peeked.requestApiVersion();
        int frameSizeBytes = frame.bytes().remaining();
        RequestHeader header = RequestHeader.decode(frame.bytes(), key.requestHeaderVersion(version));
        Q body = handler.rpc().request().decode(frame.bytes(), version);
        PendingReply<R> reply = new PendingReply<>(handler.rpc(), version, header.correlationId(), frameSizeBytes);
        unanswered.add(reply);
        unansweredBytes += frameSizeBytes;
        regulate();
        boolean keeps = handler.keepsFrame();
        try {
            handler.handle(new ApiRequest<>(version, header.clientId(), body, frame, connection.eventLoop()), reply);
        } catch (RuntimeException fault) {
            LOG.error("{} version {} from {} failed; its connection is closed", key.apiName(), version, connection.remote(), fault);
            connection.close();
        }
        return keeps;
    }

    /** KIP-511: a client that asks in a version from the future is told, in the oldest, which ones there are. Others are cut off. */
    private void refuseVersion(ApiHandler<?, ?> handler, RequestHeader peeked) {
        if (handler.rpc().apiKey() != ApiKey.API_VERSIONS) {
            refuse("it sent " + handler.rpc().apiKey().apiName() + " version " + peeked.requestApiVersion() + ", this broker serves "
                    + handler.served());
            return;
        }
        PendingReply<ApiVersionsResponse> reply = new PendingReply<>(Rpc.API_VERSIONS, (short) 0, peeked.correlationId(), 0);
        unanswered.add(reply);
        reply.send(ApiVersionsAnswer.of(apis, ErrorCode.UNSUPPORTED_VERSION));
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

    private void regulate() {
        boolean full = unanswered.size() >= limits.requestCountMax()
                || unansweredBytes >= limits.requestBytesMax()
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

    private void sendAnswered() {
        while (!unanswered.isEmpty() && unanswered.peek().ended) {
            PendingReply<?> reply = unanswered.remove();
            unansweredBytes -= reply.requestSizeBytes;
            if (reply.frame != null) {
                sendsUnreported++;
                connection.send(reply.frame, failure -> {
                    sendsUnreported--;
                    closeIfDrained();
                });
            }
        }
        regulate();
        closeIfDrained();
    }

    /** Takes no more requests, and closes once those there are have been answered. */
    void drain() {
        draining = true;
        regulate();
        closeIfDrained();
    }

    private void closeIfDrained() {
        if (draining && unanswered.isEmpty() && sendsUnreported == 0) {
            connection.close();
        }
    }

    void close() {
        connection.close();
    }

    @Override
    public void onClosed(Connection same, CloseReason reason) {
        closed = true;
        if (reason.kind() == CloseReason.Kind.LOCAL || reason.kind() == CloseReason.Kind.PEER) {
            LOG.debug("The connection from {} ended: {}", connection.remote(), reason.message());
        } else {
            LOG.warn("The connection from {} ended: {}", connection.remote(), reason.message());
        }
        for (PendingReply<?> reply : new ArrayList<>(unanswered)) {
            reply.abandon();
        }
        unanswered.clear();
        onEnd.accept(this);
    }

    private static void releaseRanges(OutboundFrame frame) {
        for (OutboundFrame.Part part : frame.parts()) {
            if (part instanceof OutboundFrame.Range range) {
                range.range().release();
            }
        }
    }

    /** An answer's place in the queue. Its fields are confined to the connection's loop. */
    private final class PendingReply<R> implements Reply<R> {
        private final Rpc<?, R> rpc;
        private final short version;
        private final int correlationId;
        private final int requestSizeBytes;
        private @Nullable OutboundFrame frame;
        private boolean ended;
        private @Nullable Runnable whenAbandoned;

        PendingReply(Rpc<?, R> rpc, short version, int correlationId, int requestSizeBytes) {
            this.rpc = rpc;
            this.version = version;
            this.correlationId = correlationId;
            this.requestSizeBytes = requestSizeBytes;
        }

        @Override
        public void send(R response) {
            onLoop(() -> {
                try {
                    end(OutboundFrame.of(rpc.responseFrame(version, correlationId, response)));
                } catch (UnencodableMessageException unencodable) {
                    LOG.error("An answer to {} version {} cannot be written", rpc.apiKey().apiName(), version, unencodable);
                    connection.close();
                }
            });
        }

        @Override
        public void sendFrame(OutboundFrame laidOut) {
            onLoop(() -> end(laidOut));
        }

        @Override
        public void nothing() {
            onLoop(() -> end(null));
        }

        @Override
        public void refuse(String reason) {
            onLoop(() -> ClientConnection.this.refuse(reason));
        }

        @Override
        public int correlationId() {
            return correlationId;
        }

        @Override
        public void whenAbandoned(Runnable task) {
            whenAbandoned = task;
        }

        private void end(@Nullable OutboundFrame answer) {
            if (ended) {
                throw new IllegalStateException(rpc.apiKey().apiName() + " request " + correlationId + " was answered twice");
            }
            ended = true;
            if (closed) {
                if (answer != null) {
                    releaseRanges(answer);
                }
                return;
            }
            frame = answer;
            sendAnswered();
        }

        private void abandon() {
            if (ended) {
                if (frame != null) {
                    releaseRanges(frame);
                }
            } else if (whenAbandoned != null) {
                whenAbandoned.run();
            }
        }

        private void onLoop(Runnable task) {
            if (connection.eventLoop().inEventLoop()) {
                task.run();
            } else {
                connection.eventLoop().execute(task);
            }
        }
    }
}
