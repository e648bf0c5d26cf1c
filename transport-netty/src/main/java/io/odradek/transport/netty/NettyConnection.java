package io.odradek.transport.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.SendReport;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection over one of Netty's channels.
 *
 * <p>Confined to its event loop.
 */
final class NettyConnection implements Connection {
    private enum State {
        /** The channel exists; no handler has been told of it. */
        CONNECTING,
        OPEN,
        /** No frame is delivered any more; the channel is being closed. */
        ENDING,
        /** The channel is closed; sends may still have to be reported. */
        CLOSED,
        TOLD
    }

    private final NettyTransport transport;
    private final NettyEventLoop loop;
    private final Channel channel;
    private final Endpoint remote;
    private final boolean encrypted;
    private final FrameReader reader;
    private final FrameWriter writer;
    private State state = State.CONNECTING;
    private boolean channelGone;
    private @Nullable ConnectionHandler handler;
    private @Nullable CloseReason reason;

    NettyConnection(NettyTransport transport, NettyEventLoop loop, Channel channel, Endpoint remote, ConnectionSettings settings) {
        this.transport = transport;
        this.loop = loop;
        this.channel = channel;
        this.remote = remote;
        this.encrypted = settings.tls().isPresent();
        this.reader = new FrameReader(this, settings.frameSizeBytesMax());
        this.writer = new FrameWriter(this, channel);
    }

    /** Puts the part of it that reads into the channel's pipeline, at its end. */
    void joinPipeline() {
        if (!encrypted) {
            channel.config().setRecvByteBufAllocator(new ReadMemory(reader));
        }
        channel.pipeline().addLast(reader);
    }

    /** From here on the handler is told what happens. */
    void handedTo(ConnectionHandler newHandler) {
        handler = newHandler;
        if (state == State.CONNECTING) {
            state = State.OPEN;
        }
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
        writer.send(frame, report);
    }

    @Override
    public boolean isWritable() {
        return writer.isWritable();
    }

    @Override
    public void pauseReading() {
        reader.pause(channel);
    }

    @Override
    public void resumeReading() {
        reader.resume(channel);
    }

    @Override
    public void close() {
        loop.execute(() -> {
            writer.flush();
            end(new CloseReason(CloseReason.Kind.LOCAL, "closed by this side"));
        });
    }

    TransportLeases leases() {
        return transport.leases();
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    boolean isEncrypted() {
        return encrypted;
    }

    /** Whether frames go both ways. */
    boolean delivers() {
        return state == State.OPEN || state == State.CONNECTING;
    }

    void deliver(InboundFrame frame) {
        guard(() -> handler().onFrame(this, frame));
    }

    void tellWritability(boolean writable) {
        guard(() -> handler().onWritabilityChanged(this, writable));
    }

    void refuse(int sizeBytes, int sizeBytesMax) {
        end(new CloseReason(
                CloseReason.Kind.FRAME_TOO_LARGE,
                remote + " announced a frame of " + sizeBytes + " bytes, where 0 to " + sizeBytesMax
                        + " are allowed: it may not speak Kafka, or the limit is too low"));
    }

    /** The network, TLS or a range that should have been sent failed. */
    void failed(Throwable cause) {
        Throwable root = cause.getCause() instanceof SSLException wrapped ? wrapped : cause;
        if (root instanceof SSLException) {
            end(new CloseReason(CloseReason.Kind.TLS, "TLS with " + remote + " failed: " + root.getMessage()));
        } else if (!(root instanceof ClosedChannelException)) {
            end(new CloseReason(CloseReason.Kind.IO, "the connection to " + remote + " failed: " + root));
        }
    }

    /** The channel has ended; whole frames that wait for reading to go on are delivered first. */
    void channelClosed() {
        channelGone = true;
        if (state != State.OPEN || !reader.holdsBytes()) {
            finish();
        }
    }

    /** Nothing waits for reading to go on any more. */
    void heldBytesCut() {
        if (channelGone) {
            finish();
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

    void tellClosedIfDone() {
        if (state == State.CLOSED && !writer.hasUnreported()) {
            state = State.TOLD;
            CloseReason why = Objects.requireNonNull(reason, "a closed connection has a reason");
            ConnectionHandler told = handler;
            if (told != null) {
                guard(() -> told.onClosed(this, why));
            }
            transport.open().ended(this);
        }
    }

    String whyNothingIsSent(long sizeBytes) {
        CloseReason why = reason;
        return why == null
                ? "a frame of " + sizeBytes + " bytes to " + remote + " is longer than a size of four bytes can say"
                : "the connection to " + remote + " ended: " + why.message();
    }

    private void end(CloseReason why) {
        if (!delivers()) {
            return;
        }
        state = State.ENDING;
        reason = why;
        if (channelGone) {
            loop.execute(this::finish);
        } else {
            channel.close();
        }
    }

    private void finish() {
        if (state != State.CLOSED && state != State.TOLD) {
            state = State.CLOSED;
            reader.discard();
            if (reason == null) {
                reason = new CloseReason(CloseReason.Kind.PEER, remote + " closed the connection");
            }
        }
        tellClosedIfDone();
    }

    private ConnectionHandler handler() {
        return Objects.requireNonNull(handler, "a frame came before the connection was handed over");
    }
}
