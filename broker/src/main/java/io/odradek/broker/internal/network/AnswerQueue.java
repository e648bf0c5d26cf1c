package io.odradek.broker.internal.network;

import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.UnencodableMessageException;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.OutboundFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers of one connection: completed in any order, sent in the order of their requests.
 *
 * <p>Confined to the connection's event loop; the replies it gives out may be ended on any thread.
 */
final class AnswerQueue {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerQueue.class);

    private final Connection connection;
    private final Runnable onProgress;
    private final Consumer<String> onRefusal;
    private final Deque<PendingReply<?>> unanswered = new ArrayDeque<>();
    private long requestBytes;
    private int sendsUnreported;
    private boolean closed;

    /**
     * No answers yet.
     *
     * @param onProgress told when answers were sent, and when they have left
     * @param onRefusal told why a handler gives up the connection
     */
    AnswerQueue(Connection connection, Runnable onProgress, Consumer<String> onRefusal) {
        this.connection = connection;
        this.onProgress = onProgress;
        this.onRefusal = onRefusal;
    }

    /** The next place in the queue, for a request of so many bytes. */
    <R> Reply<R> add(Rpc<?, R> rpc, short version, int correlationId, int requestSizeBytes) {
        PendingReply<R> reply = new PendingReply<>(rpc, version, correlationId, requestSizeBytes);
        unanswered.add(reply);
        requestBytes += requestSizeBytes;
        return reply;
    }

    /** How many requests are not answered. */
    int requestCount() {
        return unanswered.size();
    }

    /** The bytes of those requests. */
    long requestBytes() {
        return requestBytes;
    }

    /** Whether every request is answered and every answer has left. */
    boolean isIdle() {
        return unanswered.isEmpty() && sendsUnreported == 0;
    }

    /** Drops what is not sent, and tells handlers that nobody waits for them any more. */
    void close() {
        closed = true;
        List<PendingReply<?>> dropped = new ArrayList<>(unanswered);
        unanswered.clear();
        dropped.forEach(PendingReply::abandon);
    }

    private void sendAnswered() {
        while (!unanswered.isEmpty() && unanswered.peek().ended) {
            PendingReply<?> reply = unanswered.remove();
            requestBytes -= reply.requestSizeBytes;
            if (reply.frame != null) {
                sendsUnreported++;
                connection.send(reply.frame, failure -> {
                    sendsUnreported--;
                    onProgress.run();
                });
            }
        }
        onProgress.run();
    }

    private static void releaseRanges(@Nullable OutboundFrame frame) {
        if (frame == null) {
            return;
        }
        for (OutboundFrame.Part part : frame.parts()) {
            if (part instanceof OutboundFrame.Range range) {
                range.range().release();
            }
        }
    }

    /** One place. */
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
            onLoop(() -> onRefusal.accept(reason));
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
                releaseRanges(answer);
            } else {
                frame = answer;
                sendAnswered();
            }
        }

        private void abandon() {
            if (ended) {
                releaseRanges(frame);
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
