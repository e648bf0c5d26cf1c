package io.odradek.client;

import io.odradek.api.OdradekException;
import io.odradek.protocol.message.MessageType;
import io.odradek.protocol.wire.MalformedMessageException;
import io.odradek.spi.transport.InboundFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** An answer that becomes a message on the heap, so that its frame can go back at once. Confined to the event loop. */
final class TypedAnswer<R> implements FrameAnswer {
    private final BrokerConnection broker;
    private final MessageType<R> type;
    private final short version;
    private final CompletableFuture<R> future = new CompletableFuture<>();

    TypedAnswer(BrokerConnection broker, MessageType<R> type, short version) {
        this.broker = broker;
        this.type = type;
        this.version = version;
    }

    CompletableFuture<R> future() {
        return future;
    }

    @Override
    public void answered(InboundFrame frame) {
        ByteBuffer body = ByteBuffer.allocate(frame.bytes().remaining());
        body.put(frame.bytes()).flip();
        frame.release();
        R response;
        try {
            response = type.decode(body, version);
        } catch (MalformedMessageException malformed) {
            future.completeExceptionally(broker.giveUp(malformed));
            return;
        }
        future.complete(response);
    }

    @Override
    public void failed(OdradekException error) {
        future.completeExceptionally(error);
    }
}
