package io.odradek.log;

import io.odradek.spi.runtime.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of the position a while after the high watermark moved, however often it moves meanwhile.
 *
 * <p>Confined to the log's event loop.
 */
final class PositionNotes {
    private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(5);

    private final LogParts parts;
    private EventLoop.@Nullable Timer timer;

    PositionNotes(LogParts parts) {
        this.parts = parts;
    }

    void highWatermarkMoved() {
        if (timer == null && !parts.health().isClosed()) {
            timer = parts.environment().loop().schedule(WAIT_NS, this::due);
        }
    }

    private void due() {
        timer = null;
        parts.notePosition();
    }

    void close() {
        EventLoop.Timer waiting = timer;
        if (waiting != null) {
            waiting.cancel();
            timer = null;
        }
    }
}
