package io.odradek.client;

import io.odradek.api.CorruptDataException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ResponseHeader;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.MalformedMessageException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.SendReport;
import io.odradek.spi.transport.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with one broker: requests go out one after the other without waiting, and answers come back in the same order.
 *
 * <p>Confined to its event loop. A request that is not answered in time ends the connection, because every answer behind it would be late
 * too; when the connection ends, every request that waits fails with {@link ErrorCode#NETWORK_EXCEPTION} and may have been carried out.
 */
public final class BrokerConnection {
    private final Endpoint endpoint;
    private final EventLoop loop;
    private final ClientSettings settings;
    private final ArrayDeque<PendingRequest> pending = new ArrayDeque<>();
    private final List<Consumer<OdradekException>> closeListeners = new ArrayList<>();

    private @Nullable Connection connection;
    private @Nullable ApiVersionTable versions;
    private @Nullable OdradekException closed;
    private int correlationIdNext;
    private long answeredAtNs;

    private BrokerConnection(Endpoint endpoint, EventLoop loop, ClientSettings settings) {
        this.endpoint = endpoint;
        this.loop = loop;
        this.settings = settings;
        this.answeredAtNs = loop.clock().nanoTime();
    }

    /**
     * Connects and agrees on versions. The future completes on {@code loop}; it fails with a {@link io.odradek.api.ConnectionException}
     * whose sentence names the address and the reason, among them a peer that does not speak Kafka.
     */
    public static CompletableFuture<BrokerConnection> open(
            Transport transport, Endpoint endpoint, EventLoop loop, ClientSettings settings) {
        BrokerConnection broker = new BrokerConnection(endpoint, loop, settings);
        CompletableFuture<BrokerConnection> opened = new CompletableFuture<>();
        transport.connect(endpoint, loop, settings.connection(), broker.new Events()).whenComplete((connection, failure) -> {
            if (connection == null) {
                opened.completeExceptionally(Failures.asOdradek(failure));
                return;
            }
            broker.connection = connection;
            new VersionNegotiation(broker, settings).run().whenComplete((versions, refused) -> {
                if (versions == null) {
                    OdradekException error = Failures.asOdradek(refused);
                    broker.shut(error);
                    opened.completeExceptionally(error);
                } else {
                    broker.versions = versions;
                    opened.complete(broker);
                }
            });
        });
        return opened;
    }

    /** The address that was connected to. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** The loop it lives on. */
    public EventLoop eventLoop() {
        return loop;
    }

    /** Whether requests can be sent. */
    public boolean isOpen() {
        return closed == null && connection != null;
    }

    /** Whether little enough waits to be sent. */
    public boolean isWritable() {
        return connection != null && closed == null && connection.isWritable();
    }

    /** What the broker serves. */
    public ApiVersionTable versions() {
        if (versions == null) {
            throw new IllegalStateException("versions of " + endpoint + " are not agreed on yet");
        }
        return versions;
    }

    /** Requests that wait for an answer. */
    public int pendingCount() {
        return pending.size();
    }

    /** Nanoseconds for which the broker has owed an answer and given none; 0 while it owes none. */
    public long silentNs() {
        PendingRequest oldest = pending.peek();
        if (oldest == null) {
            return 0;
        }
        long sinceNs = oldest.sentAtNs() - answeredAtNs >= 0 ? oldest.sentAtNs() : answeredAtNs;
        return loop.clock().nanoTime() - sinceNs;
    }

    /** Has {@code listener} told once why the connection ended; at once when it has. */
    public void onClosed(Consumer<OdradekException> listener) {
        if (closed != null) {
            listener.accept(closed);
        } else {
            closeListeners.add(listener);
        }
    }

    /**
     * Sends a request in the newest version that both sides have, with the request timeout.
     *
     * <p>The future completes on the loop; it fails with an {@link OdradekException}. Records in a response are on the heap and stay.
     */
    public <Q, R> CompletableFuture<R> send(Rpc<Q, R> rpc, Q body) {
        short version;
        try {
            version = versions().newest(rpc.apiKey());
        } catch (OdradekException unsupported) {
            return CompletableFuture.failedFuture(unsupported);
        }
        return send(rpc, version, body, settings.requestTimeoutNs());
    }

    /** Sends a request in a version, with a timeout of its own: a fetch that waits at the broker needs one. */
    public <Q, R> CompletableFuture<R> send(Rpc<Q, R> rpc, short version, Q body, long timeoutNs) {
        int correlationId = nextCorrelationId();
        OutboundFrame frame;
        try {
            frame = OutboundFrame.of(rpc.requestFrame(version, correlationId, settings.clientId(), body));
        } catch (RuntimeException unencodable) {
            return CompletableFuture.failedFuture(new OdradekException(
                    ErrorCode.INVALID_REQUEST,
                    "a " + rpc.apiKey().apiName() + " request cannot be written in version " + version + ": " + unencodable.getMessage(),
                    unencodable));
        }
        TypedAnswer<R> answer = new TypedAnswer<>(this, rpc.response(), version);
        sendFrame(frame, new PendingRequest(correlationId, rpc.apiKey(), version, answer), timeoutNs, failure -> {});
        return answer.future();
    }

    /** A number for the next frame that is built outside. */
    public int nextCorrelationId() {
        return correlationIdNext++;
    }

    /**
     * Sends a frame that was built outside and waits for its answer. Its memory is the transport's until {@code report} is called.
     *
     * @param correlationId the number in the frame, from {@link #nextCorrelationId}
     */
    public void sendFrame(
            OutboundFrame frame, ApiKey api, short version, int correlationId, FrameAnswer answer, SendReport report) {
        sendFrame(frame, new PendingRequest(correlationId, api, version, answer), settings.requestTimeoutNs(), report);
    }

    /**
     * Sends a frame to which no answer comes. Its memory is the transport's until {@code report} is called. A frame that is not on its way
     * within the request timeout ends the connection: nothing else would tell that the other side takes nothing any more.
     */
    public void sendUnanswered(OutboundFrame frame, SendReport report) {
        EventLoop.Timer deadline = loop.schedule(
                settings.requestTimeoutNs(),
                () -> shut(new OdradekException(
                        ErrorCode.NETWORK_EXCEPTION,
                        "the connection was given up: broker " + endpoint + " took nothing of a request for "
                                + settings.requestTimeoutNs() / 1_000_000 + " ms")));
        open().send(frame, failure -> {
            deadline.cancel();
            report.released(failure);
        });
    }

    void sendFrame(OutboundFrame frame, PendingRequest request, long timeoutNs, SendReport report) {
        if (closed != null) {
            OdradekException reason = closed;
            loop.execute(() -> {
                report.released(reason);
                request.answer.failed(reason);
            });
            return;
        }
        pending.add(request);
        request.expireOn(loop, timeoutNs, () -> expire(request, timeoutNs));
        open().send(frame, report);
    }

    private Connection open() {
        if (connection == null) {
            throw new IllegalStateException("the connection to " + endpoint + " is not open yet");
        }
        return connection;
    }

    private void expire(PendingRequest request, long timeoutNs) {
        OdradekException error = new OdradekException(
                ErrorCode.REQUEST_TIMED_OUT,
                "broker " + endpoint + " did not answer the " + request.api.apiName() + " request within " + timeoutNs / 1_000_000 + " ms");
        if (pending.remove(request)) {
            request.answer.failed(error);
        }
        shut(new OdradekException(
                ErrorCode.NETWORK_EXCEPTION, "the connection was given up: " + error.getMessage(), error));
    }

    /** Ends the connection; requests that wait fail with {@code reason}. Idempotent. */
    public void close(String reason) {
        shut(new OdradekException(ErrorCode.NETWORK_EXCEPTION, "the connection to " + endpoint + " was closed: " + reason));
    }

    void shut(OdradekException reason) {
        if (closed != null) {
            return;
        }
        closed = reason;
        if (connection != null) {
            connection.close();
        }
        for (PendingRequest request = pending.poll(); request != null; request = pending.poll()) {
            request.settle();
            request.answer.failed(reason);
        }
        for (Consumer<OdradekException> listener : closeListeners) {
            listener.accept(reason);
        }
        closeListeners.clear();
    }

    private void answer(InboundFrame frame) {
        PendingRequest request = pending.peek();
        try {
            int correlationId = ResponseHeader.peekCorrelationId(frame.bytes());
            if (request == null || request.correlationId != correlationId) {
                throw new MalformedMessageException("it answered request " + correlationId + " instead of "
                        + (request == null ? "none" : Integer.toString(request.correlationId)));
            }
            ResponseHeader.decode(frame.bytes(), request.api.responseHeaderVersion(request.version));
        } catch (MalformedMessageException malformed) {
            frame.release();
            giveUp(malformed);
            return;
        }
        pending.remove();
        request.settle();
        answeredAtNs = loop.clock().nanoTime();
        request.answer.answered(frame);
    }

    /** Ends a connection on which nothing that follows can be understood. */
    OdradekException giveUp(MalformedMessageException malformed) {
        OdradekException error = new CorruptDataException(
                "broker " + endpoint + " sent something that is not Kafka's protocol: " + malformed.getMessage(), malformed);
        shut(error);
        return error;
    }

    private final class Events implements ConnectionHandler {
        @Override
        public void onFrame(Connection from, InboundFrame frame) {
            if (closed != null) {
                frame.release();
            } else {
                answer(frame);
            }
        }

        @Override
        public void onClosed(Connection from, CloseReason reason) {
            shut(versions == null
                    ? new io.odradek.api.ConnectionException(endpoint + " " + ForeignPeer.explain(reason))
                    : new OdradekException(
                            ErrorCode.NETWORK_EXCEPTION, "the connection to broker " + endpoint + " ended: " + reason.message()));
        }
    }
}
