package io.odradek.producer.internal.send;

import io.odradek.spi.runtime.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a broker once a period while something is awaited of it. One that is paused, or whose host is gone, shows itself by its silence
 * alone until the request timeout.
 *
 * <p>Confined to the event loop. It costs one timer a period while there is something to await.
 */
final class SilenceWatch {
    private final EventLoop loop;
    private final long periodNs;
    private final Watched watched;
    private EventLoop.@Nullable Timer timer;
    private boolean closed;

    /** What is watched. */
    interface Watched {
        /** Whether an answer or a connection is awaited. */
        boolean isAwaited();

        /** A period is over, and something is awaited. */
        void periodOver();
    }

    SilenceWatch(EventLoop loop, long periodNs, Watched watched) {
        this.loop = loop;
        this.periodNs = periodNs;
        this.watched = watched;
    }

    /** Something is awaited from now on. */
    void begin() {
        if (timer == null && !closed) {
            timer = loop.schedule(periodNs, this::look);
        }
    }

    private void look() {
        timer = null;
        if (!closed && watched.isAwaited()) {
            watched.periodOver();
            begin();
        }
    }

    /** Looks no more. Idempotent. */
    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
