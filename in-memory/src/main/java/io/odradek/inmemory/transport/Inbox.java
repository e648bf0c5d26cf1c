package io.odradek.inmemory.transport;

import io.odradek.spi.transport.CloseReason;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a connection's end: frames wait here while reading is paused.
 *
 * <p>Confined to the connection's loop.
 */
final class Inbox {
    private final InProcessConnection owner;
    private final ArrayDeque<CopiedFrame> frames = new ArrayDeque<>();
    private boolean paused;
    private boolean draining;
    private @Nullable CloseReason ending;

    Inbox(InProcessConnection owner) {
        this.owner = owner;
    }

    void arrived(CopiedFrame frame) {
        frames.add(frame);
        drain();
    }

    /** The other end is gone: this end follows once the frames before are delivered. */
    void ended(CloseReason reason) {
        if (ending == null) {
            ending = reason;
            drain();
        }
    }

    void pause() {
        paused = true;
    }

    void resume() {
        if (paused) {
            paused = false;
            owner.eventLoop().execute(this::drain);
        }
    }

    void discard() {
        while (!frames.isEmpty()) {
            frames.remove().release();
        }
    }

    private void drain() {
        if (draining || !owner.isOpen()) {
            return;
        }
        draining = true;
        long takenBytes = 0;
        while (!paused && owner.isOpen() && !frames.isEmpty()) {
            CopiedFrame frame = frames.remove();
            takenBytes += frame.sizeBytes();
            owner.deliver(frame);
        }
        draining = false;
        if (takenBytes > 0) {
            owner.creditPeer(takenBytes);
        }
        if (frames.isEmpty() && ending != null) {
            owner.end(ending);
        }
    }
}
