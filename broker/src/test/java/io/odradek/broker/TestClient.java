package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.protocol.message.ResponseHeader;
import io.odradek.protocol.message.Rpc;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client that speaks the protocol by hand, and insists that answers come in the order of its requests. */
final class TestClient implements ConnectionHandler {
    private final BrokerWorld world;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private @Nullable Connection connection;
    private @Nullable CloseReason closeReason;
    private int lastCorrelationId;
    private int unexpectedFrameCount;

    TestClient(BrokerWorld world) {
        this.world = world;
    }

    private record Pending(int correlationId, Function<ByteBuffer, ?> decoder, CompletableFuture<Object> answer) {}

    void connected(Connection made) {
        connection = made;
    }

    /** Sends a request and waits for its answer, in virtual time. */
    <Q, R> R ask(Rpc<Q, R> rpc, int version, Q body) {
        return world.await(send(rpc, version, body));
    }

    /** Sends a request. */
    <Q, R> CompletableFuture<R> send(Rpc<Q, R> rpc, int version, Q body) {
        return send(rpc.requestFrame((short) version, ++lastCorrelationId, "test", body), lastCorrelationId, frame -> {
            rpc.responseHeader(frame, (short) version);
            return rpc.response().decode(copy(frame), (short) version);
        });
    }

    /** Sends any bytes as a frame, and reads the answer's bytes behind its correlation id. */
    CompletableFuture<ByteBuffer> sendRaw(ByteBuffer frame, int correlationId) {
        lastCorrelationId = correlationId;
        return send(frame, correlationId, answer -> copy(answer.position(answer.position() + Integer.BYTES)));
    }

    /** Sends a request that has no answer. */
    <Q, R> void tell(Rpc<Q, R> rpc, int version, Q body) {
        send(rpc.requestFrame((short) version, ++lastCorrelationId, "test", body));
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    @SuppressWarnings("unchecked")
    private <R> CompletableFuture<R> send(ByteBuffer frame, int correlationId, Function<ByteBuffer, R> decoder) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        pending.add(new Pending(correlationId, decoder, answer));
        send(frame);
        return (CompletableFuture<R>) answer;
    }

    private void send(ByteBuffer frame) {
        Connection open = connection;
        open.eventLoop().execute(() -> open.send(OutboundFrame.of(frame), failure -> {}));
    }

    void close() {
        Connection open = connection;
        open.eventLoop().execute(open::close);
    }

    @Override
    public void onFrame(Connection same, InboundFrame frame) {
        ByteBuffer bytes = frame.bytes();
        if (pending.isEmpty()) {
            unexpectedFrameCount++;
        } else {
            Pending first = pending.remove();
            assertThat(ResponseHeader.peekCorrelationId(bytes)).isEqualTo(first.correlationId);
            first.answer.complete(first.decoder.apply(bytes));
        }
        frame.release();
    }

    @Override
    public void onClosed(Connection same, CloseReason reason) {
        closeReason = reason;
        pending.forEach(each -> each.answer.completeExceptionally(new IllegalStateException("the connection ended: " + reason)));
        pending.clear();
    }

    boolean isClosed() {
        return closeReason != null;
    }

    int unexpectedFrameCount() {
        return unexpectedFrameCount;
    }

    /** Runs until the broker has closed the connection. */
    void awaitClosed() {
        assertThat(world.time.runUntil(this::isClosed, BrokerWorld.WITHIN_NS)).as("the connection was closed").isTrue();
    }
}
