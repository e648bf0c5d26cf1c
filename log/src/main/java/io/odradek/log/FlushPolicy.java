package io.odradek.log;

import io.odradek.spi.runtime.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Forces the log after so many records or so much time, where the settings say so.
 *
 * <p>Confined to the log's event loop.
 */
final class FlushPolicy {
    private final LogParts parts;
    private final Keeping keeping;
    private LogSettings.Flushing settings;
    private EventLoop.@Nullable Timer timer;

    FlushPolicy(LogParts parts, Keeping keeping, LogSettings.Flushing settings) {
        this.parts = parts;
        this.keeping = keeping;
        this.settings = settings;
    }

    void use(LogSettings.Flushing changed) {
        settings = changed;
    }

    void appended() {
        long unforced = parts.progress().endOffset() - parts.progress().forcedOffset();
        if (unforced <= 0) {
            return;
        }
        if (unforced >= settings.recordCount()) {
            // A failure stops the log, which tells whoever listens.
            keeping.force();
        } else if (timer == null && settings.intervalMs() < Long.MAX_VALUE) {
            timer = parts.environment().loop().schedule(TimeUnit.MILLISECONDS.toNanos(settings.intervalMs()), this::due);
        }
    }

    private void due() {
        timer = null;
        if (!parts.health().isClosed()) {
            keeping.force();
        }
    }

    void close() {
        EventLoop.Timer waiting = timer;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}
