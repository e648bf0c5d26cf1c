package io.odradek.client;

import io.odradek.protocol.message.ApiKey;
import io.odradek.spi.runtime.EventLoop;
import org.jspecify.annotations.Nullable;

/** A request that waits for its answer. Confined to the event loop. */
final class PendingRequest {
    final int correlationId;
    final ApiKey api;
    final short version;
    final FrameAnswer answer;
    private EventLoop.@Nullable Timer deadline;
    private long sentAtNs;

    PendingRequest(int correlationId, ApiKey api, short version, FrameAnswer answer) {
        this.correlationId = correlationId;
        this.api = api;
        this.version = version;
        this.answer = answer;
    }

    void expireOn(EventLoop loop, long timeoutNs, Runnable expiry) {
        sentAtNs = loop.clock().nanoTime();
        deadline = loop.schedule(timeoutNs, expiry);
    }

    /** When it was handed to the transport. */
    long sentAtNs() {
        return sentAtNs;
    }

    void settle() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }
}
