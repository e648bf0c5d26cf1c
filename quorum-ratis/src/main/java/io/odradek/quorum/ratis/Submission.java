package io.odradek.quorum.ratis;

import io.odradek.spi.runtime.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/** An entry on its way into the log. Confined to the loop. */
final class Submission {
    final ByteString entry;
    /** The same for all attempts, so that Ratis takes a second one for what it is. */
    final long callId;

    final CompletableFuture<Long> outcome = new CompletableFuture<>();
    EventLoop.@Nullable Timer deadline;
    EventLoop.@Nullable Timer retry;
    /** Whom it was sent to and not answered by yet. */
    @Nullable RaftPeerId sentTo;
    /** Why the last attempt came to nothing. */
    String trouble = "no leader was known";
    /** The log has it; it waits for this member's machine. */
    boolean committed;

    Submission(ByteString entry, long callId) {
        this.entry = entry;
        this.callId = callId;
    }

    void cancelTimers() {
        cancel(deadline);
        cancel(retry);
        deadline = null;
        retry = null;
    }

    void cancelRetry() {
        cancel(retry);
        retry = null;
    }

    private static void cancel(EventLoop.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
