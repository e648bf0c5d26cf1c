package io.odradek.quorum.local;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.runtime.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A submitted command, and who waits for it.
 *
 * <p>Confined to the host's loop.
 */
final class PendingCommand {
    private final byte[] bytes;
    private final CompletableFuture<Long> outcome;
    private EventLoop.@Nullable Timer timeout;

    PendingCommand(byte[] bytes, CompletableFuture<Long> outcome) {
        this.bytes = bytes;
        this.outcome = outcome;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Whether nobody waits for it any more. */
    boolean isDone() {
        return outcome.isDone();
    }

    void startTimeout(EventLoop loop, long timeoutNs) {
        timeout = loop.schedule(timeoutNs, () -> outcome.completeExceptionally(new OdradekException(
                ErrorCode.REQUEST_TIMED_OUT,
                "a command of " + bytes.length + " bytes was not written within " + timeoutNs
                        + " ns, and may be later: see what the disk is doing")));
    }

    void succeed(long index) {
        stopTimeout();
        outcome.complete(index);
    }

    void fail(OdradekException why) {
        stopTimeout();
        outcome.completeExceptionally(why);
    }

    private void stopTimeout() {
        if (timeout != null) {
            timeout.cancel();
        }
    }
}
