package io.odradek.inmemory.transport;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.SendReport;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection.
 *
 * <p>Confined to its event loop, apart from what the other end's loop asks of it: {@link #peer()}.
 */
final class InProcessConnection implements Connection {
    private enum State {
        OPEN,
        ENDED,
        TOLD
    }

    private final InProcessTransport transport;
    private final EventLoop loop;
    private final Endpoint remote;
    private final ConnectionSettings settings;
    private final Outbox outbox = new Outbox(this);
    private final Inbox inbox = new Inbox(this);
    private @Nullable PeerEnd peer;
    private ConnectionHandler handler = Unhandled.INSTANCE;
    private State state = State.OPEN;
    private @Nullable CloseReason reason;

    InProcessConnection(InProcessTransport transport, EventLoop loop, Endpoint remote, ConnectionSettings settings) {
        this.transport = transport;
        this.loop = loop;
        this.remote = remote;
        this.settings = settings;
    }

    /** Makes two ends one connection, before either is used. */
    static void join(InProcessConnection client, InProcessConnection server, Network.Wiring wiring) {
        client.peer = new PeerEnd(server, wiring.toServer());
        server.peer = new PeerEnd(client, wiring.toClient());
    }

    /** From here on the handler is told what happens. */
    void handledBy(ConnectionHandler newHandler) {
        this.handler = newHandler;
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
        outbox.send(frame, report);
    }

    @Override
    public boolean isWritable() {
        return outbox.isWritable();
    }

    @Override
    public void pauseReading() {
        inbox.pause();
    }

    @Override
    public void resumeReading() {
        inbox.resume();
    }

    @Override
    public void close() {
        loop.execute(() -> {
            outbox.pump();
            end(new CloseReason(CloseReason.Kind.LOCAL, "closed by this side"));
        });
    }

    PeerEnd peer() {
        PeerEnd joined = peer;
        if (joined == null) {
            throw new IllegalStateException("the connection to " + remote + " has no other end yet");
        }
        return joined;
    }

    InProcessTransport transport() {
        return transport;
    }

    ConnectionSettings settings() {
        return settings;
    }

    TransportLeases leases() {
        return transport.leases();
    }

    Outbox outbox() {
        return outbox;
    }

    Inbox inbox() {
        return inbox;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    void frameArrived(ByteBuffer bytes) {
        if (isOpen()) {
            inbox.arrived(new CopiedFrame(bytes, leases(), transport.watchesMemory()));
        }
    }

    void deliver(CopiedFrame frame) {
        guard(() -> handler.onFrame(this, frame));
    }

    void creditPeer(long sizeBytes) {
        peer().credit(sizeBytes);
    }

    void tellWritability(boolean writable) {
        guard(() -> handler.onWritabilityChanged(this, writable));
    }

    /** Ends this end, tells the other one, and tells the handler once every send is reported. */
    void end(CloseReason why) {
        if (state != State.OPEN) {
            return;
        }
        state = State.ENDED;
        reason = why;
        inbox.discard();
        if (peer != null) {
            peer.carryEnd();
        }
        outbox.fail(why);
        tellClosedIfDone();
    }

    void tellClosedIfDone() {
        CloseReason why = reason;
        if (state == State.ENDED && why != null && outbox.unreportedCount() == 0) {
            state = State.TOLD;
            guard(() -> handler.onClosed(this, why));
            transport.connectionEnded(this);
        }
    }

    /** Runs what belongs to the handler; if it throws, that costs this connection. */
    void guard(Runnable handlerCode) {
        try {
            handlerCode.run();
        } catch (Throwable fault) {
            transport.handlerThrew(this, fault);
            end(new CloseReason(CloseReason.Kind.HANDLER_FAULT, "its handler threw " + fault));
        }
    }
}
