package io.odradek.spi.tck.transport;

import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.InboundFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Writes down everything it is told, in order, and fails what breaks the manners of every handler: calls on a foreign thread, inside
 * one another, or after the close signal.
 *
 * <p>Confined to the connection's event loop, but for its futures and what it has written down.
 */
final class RecordingHandler implements ConnectionHandler {
    private final List<byte[]> frames = Collections.synchronizedList(new ArrayList<>());
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final List<String> offences = Collections.synchronizedList(new ArrayList<>());
    private final List<Waiter> waiters = new ArrayList<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private final BiConsumer<Connection, InboundFrame> reaction;
    private boolean inside;

    /** Copies and releases every frame. */
    RecordingHandler() {
        this((connection, frame) -> frame.release());
    }

    /** Copies every frame, then lets {@code reaction} have it. */
    RecordingHandler(BiConsumer<Connection, InboundFrame> reaction) {
        this.reaction = reaction;
    }

    private record Waiter(int frameCount, CompletableFuture<List<byte[]>> reached) {}

    /** Done once so many frames have come. */
    CompletableFuture<List<byte[]>> frames(int count) {
        CompletableFuture<List<byte[]>> reached = new CompletableFuture<>();
        synchronized (waiters) {
            waiters.add(new Waiter(count, reached));
        }
        tellWaiters();
        return reached;
    }

    /** Done once the close signal has come. */
    CompletableFuture<CloseReason> closed() {
        return closed;
    }

    /** What was told, in order: {@code frame}, {@code writable}, {@code unwritable}, {@code closed} and what was added. */
    List<String> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    int frameCount() {
        return frames.size();
    }

    /** Bad manners that were seen. */
    List<String> offences() {
        synchronized (offences) {
            return List.copyOf(offences);
        }
    }

    /** Adds an event of the test's own, such as a report. */
    void note(String event) {
        events.add(event);
    }

    @Override
    public void onFrame(Connection connection, InboundFrame frame) {
        enter(connection, "frame");
        byte[] copy = new byte[frame.bytes().remaining()];
        frame.bytes().duplicate().get(copy);
        frames.add(copy);
        try {
            reaction.accept(connection, frame);
        } finally {
            inside = false;
        }
        tellWaiters();
    }

    @Override
    public void onWritabilityChanged(Connection connection, boolean writable) {
        enter(connection, writable ? "writable" : "unwritable");
        inside = false;
    }

    @Override
    public void onClosed(Connection connection, CloseReason reason) {
        enter(connection, "closed");
        inside = false;
        if (!closed.complete(reason)) {
            offences.add("the close signal came twice");
        }
    }

    private void enter(Connection connection, String event) {
        if (!connection.eventLoop().inEventLoop()) {
            offences.add(event + " was told outside the connection's event loop");
        }
        if (inside) {
            offences.add(event + " was told inside another call of the handler");
        }
        if (closed.isDone() && !event.equals("closed")) {
            offences.add(event + " was told after the close signal");
        }
        inside = true;
        events.add(event);
    }

    private void tellWaiters() {
        List<Waiter> done = new ArrayList<>();
        synchronized (waiters) {
            waiters.removeIf(waiter -> waiter.frameCount() <= frames.size() && done.add(waiter));
        }
        for (Waiter waiter : done) {
            synchronized (frames) {
                waiter.reached().complete(List.copyOf(frames));
            }
        }
    }
}
