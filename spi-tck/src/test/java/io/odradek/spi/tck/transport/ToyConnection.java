package io.odradek.spi.tck.transport;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.SendReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One end of a connection, with room for every flaw. */
final class ToyConnection implements Connection {
    private static final int WINDOW_BYTES = 256 * 1024;
    private static final int WRITABLE_BYTES = 1024 * 1024;

    private record Waiting(OutboundFrame frame, SendReport report) {}

    private final ToyTransport transport;
    private final Flaw flaw;
    private final ToyLoop loop;
    private final Endpoint remote;
    private final ConnectionSettings settings;
    private final Deque<Waiting> outbox = new ArrayDeque<>();
    private final Deque<ByteBuffer> inbox = new ArrayDeque<>();
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private final byte[] reused = new byte[TransportRig.FRAME_SIZE_BYTES_MAX];
    private ConnectionHandler handler = new RecordingHandler();
    private @Nullable ToyConnection peer;
    private @Nullable CloseReason reason;
    private @Nullable CloseReason pending;
    private long waitingBytes;
    private long inFlightBytes;
    private int unreportedCount;
    private boolean toldWritable = true;
    private boolean paused;

    ToyConnection(ToyTransport transport, ToyLoop loop, Endpoint remote, ConnectionSettings settings) {
        this.transport = transport;
        this.flaw = transport.flaw();
        this.loop = loop;
        this.remote = remote;
        this.settings = settings;
    }

    void handledBy(ConnectionHandler newHandler) {
        handler = newHandler;
    }

    void joinTo(ToyConnection other) {
        peer = other;
    }

    ToyConnection peer() {
        return java.util.Objects.requireNonNull(peer);
    }

    ToyLoop loop() {
        return loop;
    }

    CompletableFuture<Void> told() {
        return told;
    }

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    @Override
    public Endpoint remote() {
        return remote;
    }

    @Override
    public void send(OutboundFrame frame, SendReport report) {
        Waiting waiting = new Waiting(frame, report);
        unreportedCount++;
        transport.leases().incrementAndGet();
        if (reason != null && flaw != Flaw.REPORTS_INSIDE_SEND) {
            loop.execute(() -> finish(waiting, new IOException("ended")));
            return;
        }
        outbox.add(waiting);
        waitingBytes += frame.sizeBytes();
        if (flaw == Flaw.REPORTS_INSIDE_SEND) {
            pump();
        } else {
            loop.execute(this::pump);
        }
        if (!isWritable()) {
            loop.execute(() -> tell(false));
        }
    }

    @Override
    public boolean isWritable() {
        return flaw == Flaw.IS_ALWAYS_WRITABLE || waitingBytes <= WRITABLE_BYTES;
    }

    @Override
    public void pauseReading() {
        paused = flaw != Flaw.IGNORES_PAUSE;
        if (flaw == Flaw.LOSES_FRAMES_AT_PAUSE) {
            inbox.clear();
        }
    }

    @Override
    public void resumeReading() {
        paused = false;
        loop.execute(this::drain);
    }

    @Override
    public void close() {
        CloseReason local = new CloseReason(CloseReason.Kind.LOCAL, "closed");
        if (flaw == Flaw.TELLS_CLOSED_INSIDE_CLOSE && loop.inEventLoop()) {
            end(local);
        } else {
            loop.execute(() -> {
                pump();
                end(local);
            });
        }
    }

    void guard(Runnable code) {
        try {
            code.run();
        } catch (RuntimeException thrown) {
            if (flaw != Flaw.SURVIVES_A_THROWING_HANDLER) {
                end(new CloseReason(CloseReason.Kind.HANDLER_FAULT, "thrown"));
            }
        }
    }

    private void pump() {
        while (reason == null && !outbox.isEmpty() && inFlightBytes < WINDOW_BYTES) {
            Waiting waiting = flaw == Flaw.SWAPS_FRAMES ? outbox.removeLast() : outbox.remove();
            int sizeBytes = (int) waiting.frame().sizeBytes();
            waitingBytes -= sizeBytes;
            inFlightBytes += sizeBytes;
            ByteBuffer copy = flaw == Flaw.HANDS_OVER_THE_SENDERS_MEMORY ? same(waiting.frame()) : copy(waiting.frame());
            peer().loop.executeIfRunning(() -> peer().arrive(copy));
            finish(waiting, null);
            if (flaw == Flaw.REPORTS_TWICE) {
                waiting.report().released(null);
            }
        }
        if (waitingBytes <= WRITABLE_BYTES / 2) {
            tell(true);
        }
    }

    private void tell(boolean writable) {
        if (toldWritable != writable && reason == null) {
            toldWritable = writable;
            if (flaw != Flaw.TELLS_NO_WRITABILITY) {
                guard(() -> handler.onWritabilityChanged(this, writable));
            }
        }
    }

    private void finish(Waiting waiting, @Nullable Throwable failure) {
        unreportedCount--;
        transport.leases().decrementAndGet();
        for (OutboundFrame.Part part : waiting.frame().parts()) {
            if (part instanceof OutboundFrame.Range range && flaw != Flaw.FORGETS_RANGES) {
                range.range().release();
            }
        }
        guard(() -> waiting.report().released(failure));
        tellClosedIfDone();
    }

    private void arrive(ByteBuffer frame) {
        inbox.add(frame);
        drain();
    }

    private void drain() {
        while (!paused && reason == null && !inbox.isEmpty()) {
            deliver(inbox.remove());
        }
        if (pending != null && inbox.isEmpty()) {
            end(pending);
        }
    }

    private void deliver(ByteBuffer frame) {
        int sizeBytes = frame.remaining();
        if (sizeBytes > settings.frameSizeBytesMax() && flaw != Flaw.TAKES_FRAMES_OF_ANY_SIZE) {
            end(new CloseReason(CloseReason.Kind.FRAME_TOO_LARGE, "too large"));
            return;
        }
        ByteBuffer lent = frame;
        if (flaw == Flaw.REUSES_MEMORY) {
            frame.duplicate().get(reused, 0, sizeBytes);
            lent = ByteBuffer.wrap(reused, 0, sizeBytes).slice();
        }
        InboundFrame inbound = new ToyFrame(lent, transport);
        if (sizeBytes > 0 || flaw != Flaw.LOSES_EMPTY_FRAMES) {
            guard(() -> handler.onFrame(this, inbound));
        } else {
            inbound.release();
        }
        peer().loop.executeIfRunning(() -> peer().credit(sizeBytes));
    }

    private void credit(int sizeBytes) {
        inFlightBytes -= sizeBytes;
        pump();
    }

    private void peerEnded() {
        pending = new CloseReason(CloseReason.Kind.PEER, "the peer closed");
        drain();
    }

    private void end(CloseReason why) {
        if (reason != null) {
            return;
        }
        reason = why;
        inbox.clear();
        peer().loop.executeIfRunning(peer()::peerEnded);
        if (flaw == Flaw.TELLS_CLOSED_BEFORE_REPORTS || flaw == Flaw.TELLS_CLOSED_TWICE) {
            handler.onClosed(this, why);
        }
        while (!outbox.isEmpty() && flaw != Flaw.FORGETS_REPORTS_AT_THE_END) {
            Waiting waiting = flaw == Flaw.REPORTS_BACKWARDS_AT_THE_END ? outbox.removeLast() : outbox.remove();
            finish(waiting, new IOException("ended"));
        }
        if (flaw == Flaw.FORGETS_REPORTS_AT_THE_END) {
            unreportedCount = 0;
        }
        tellClosedIfDone();
    }

    private void tellClosedIfDone() {
        CloseReason why = reason;
        if (why == null || unreportedCount > 0 || told.isDone()) {
            return;
        }
        told.complete(null);
        transport.connections().remove(this);
        if (flaw != Flaw.TELLS_CLOSED_BEFORE_REPORTS) {
            handler.onClosed(this, why);
        }
    }

    private static ByteBuffer copy(OutboundFrame frame) {
        ByteBuffer copy = ByteBuffer.allocate((int) frame.sizeBytes());
        for (OutboundFrame.Part part : frame.parts()) {
            if (part instanceof OutboundFrame.Bytes bytes) {
                copy.put(bytes.buffer().duplicate());
            } else if (part instanceof OutboundFrame.Range range) {
                ByteBuffer rest = copy.slice();
                rest.limit(range.sizeBytes());
                range.range().read(0, rest);
                copy.position(copy.position() + rest.position());
            }
        }
        return copy.flip();
    }

    private static ByteBuffer same(OutboundFrame frame) {
        boolean one = frame.parts().size() == 1 && frame.parts().get(0) instanceof OutboundFrame.Bytes;
        return one && !((OutboundFrame.Bytes) frame.parts().get(0)).buffer().isReadOnly()
                ? ((OutboundFrame.Bytes) frame.parts().get(0)).buffer().slice()
                : copy(frame);
    }
}
