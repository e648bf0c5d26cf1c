package io.odradek.inmemory.transport;

import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.SendReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a connection's end: frames wait here, as the sender's memory, until the window lets them be copied across.
 *
 * <p>Confined to the connection's loop.
 */
final class Outbox {
    static final long WRITABLE_ABOVE_BYTES = 1024 * 1024;
    static final long WRITABLE_AGAIN_BYTES = 512 * 1024;
    private static final long WINDOW_BYTES = 256 * 1024;

    private final InProcessConnection owner;
    private final ArrayDeque<PendingSend> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long inFlightBytes;
    private int unreportedCount;
    private boolean pumpScheduled;
    private boolean clogged;
    private @Nullable PendingSend unclogged;
    private boolean writable = true;
    private boolean toldWritable = true;
    private @Nullable Throwable failure;

    Outbox(InProcessConnection owner) {
        this.owner = owner;
    }

    void send(OutboundFrame frame, SendReport report) {
        PendingSend send = new PendingSend(frame, report, owner.transport().watchesMemory());
        unreportedCount++;
        owner.leases().sendTaken();
        if (failure != null) {
            owner.eventLoop().execute(() -> finish(send, failure));
            return;
        }
        waiting.add(send);
        waitingBytes += send.sizeBytes();
        schedulePump();
        if (writable && waitingBytes > WRITABLE_ABOVE_BYTES) {
            writable = false;
            owner.eventLoop().execute(this::tellUnwritable);
        }
    }

    boolean isWritable() {
        return writable && failure == null;
    }

    int unreportedCount() {
        return unreportedCount;
    }

    /** The receiver took so many bytes in. */
    void credit(long sizeBytes) {
        inFlightBytes -= sizeBytes;
        if (failure == null) {
            pump();
        }
    }

    /** Copies across what the window allows. */
    void pump() {
        while (failure == null && !waiting.isEmpty() && inFlightBytes < WINDOW_BYTES && !clogged && !owner.peer().link().isHeld()) {
            if (!isClogged(waiting.element())) {
                PendingSend send = waiting.remove();
                waitingBytes -= send.sizeBytes();
                transfer(send);
            }
        }
    }

    /** Each frame can be held up once. */
    private boolean isClogged(PendingSend next) {
        long clogNs = next == unclogged ? 0 : owner.peer().link().drawClogNs();
        if (clogNs > 0) {
            unclogged = next;
            clogged = true;
            owner.eventLoop().schedule(clogNs, () -> {
                clogged = false;
                pump();
            });
        }
        return clogged;
    }

    /** Reports everything that waits, and whatever is sent from now on, as failed. */
    void fail(CloseReason reason) {
        failure = new IOException("the connection to " + owner.remote() + " ended: " + reason.message());
        while (!waiting.isEmpty()) {
            PendingSend send = waiting.remove();
            waitingBytes -= send.sizeBytes();
            finish(send, failure);
        }
    }

    private void transfer(PendingSend send) {
        if (send.sizeBytes() > owner.peer().settings().frameSizeBytesMax()) {
            owner.peer().refuseTooLarge(send.sizeBytes());
            finish(send, null);
            return;
        }
        ByteBuffer copy;
        try {
            copy = send.copy();
        } catch (RuntimeException unreadable) {
            finish(send, unreadable);
            owner.end(new CloseReason(CloseReason.Kind.IO, "a frame could not be read for sending: " + unreadable.getMessage()));
            return;
        }
        inFlightBytes += send.sizeBytes();
        owner.peer().carryFrame(copy);
        finish(send, null);
    }

    private void finish(PendingSend send, @Nullable Throwable outcome) {
        unreportedCount--;
        if (send.wasChanged()) {
            owner.leases().frameChanged();
        }
        owner.leases().sendReported();
        owner.guard(() -> send.finish(outcome));
        tellWritable();
        owner.tellClosedIfDone();
    }

    private void schedulePump() {
        if (!pumpScheduled) {
            pumpScheduled = true;
            owner.eventLoop().execute(() -> {
                pumpScheduled = false;
                pump();
            });
        }
    }

    private void tellUnwritable() {
        if (!writable && toldWritable && failure == null) {
            toldWritable = false;
            owner.tellWritability(false);
        }
    }

    private void tellWritable() {
        if (!writable && waitingBytes <= WRITABLE_AGAIN_BYTES && failure == null) {
            tellUnwritable();
            writable = true;
            toldWritable = true;
            owner.tellWritability(true);
        }
    }
}
