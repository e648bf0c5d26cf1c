package io.odradek.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.odradek.spi.storage.FileRange;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.SendReport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Puts frames into Netty's queue, flushes once a turn of the loop, and reports each frame when its last part has left.
 *
 * <p>Confined to the event loop.
 */
final class FrameWriter {
    static final long WRITABLE_ABOVE_BYTES = 1024 * 1024;
    static final long WRITABLE_AGAIN_BYTES = 512 * 1024;
    private static final int COPIED_RANGE_BYTES_MAX = 32 * 1024;

    private final NettyConnection connection;
    private final Channel channel;
    private final ArrayDeque<PendingSend> unreported = new ArrayDeque<>();
    private long waitingBytes;
    private boolean flushScheduled;
    private boolean insideSend;
    private boolean reporting;
    private boolean writable = true;
    private boolean toldWritable = true;
    private boolean chunking;

    FrameWriter(NettyConnection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
    }

    void send(OutboundFrame frame, SendReport report) {
        PendingSend send = new PendingSend(this, frame, report);
        unreported.add(send);
        waitingBytes += send.sizeBytes();
        connection.leases().sendTaken();
        insideSend = true;
        try {
            write(send);
        } finally {
            insideSend = false;
        }
        scheduleFlush();
        if (writable && waitingBytes > WRITABLE_ABOVE_BYTES) {
            writable = false;
            connection.eventLoop().execute(this::tellUnwritable);
        }
    }

    boolean isWritable() {
        return writable && connection.delivers();
    }

    boolean hasUnreported() {
        return !unreported.isEmpty();
    }

    void flush() {
        flushScheduled = false;
        channel.flush();
    }

    /**
     * Reports, in order, what Netty has let go of; later when this is inside {@code send}, where Netty refuses at once what can never
     * leave.
     */
    void reportDone() {
        if (insideSend) {
            connection.eventLoop().execute(this::reportDone);
            return;
        }
        while (!reporting && !unreported.isEmpty() && unreported.element().isDone()) {
            reporting = true;
            report(unreported.remove());
            reporting = false;
        }
        connection.tellClosedIfDone();
    }

    private void report(PendingSend send) {
        waitingBytes -= send.sizeBytes();
        connection.leases().sendReported();
        connection.guard(send::report);
        Throwable failure = send.failure();
        if (failure != null) {
            connection.failed(failure);
        }
        tellWritable();
    }

    private void write(PendingSend send) {
        if (send.sizeBytes() > Integer.MAX_VALUE || !connection.delivers()) {
            send.done(new IOException(connection.whyNothingIsSent(send.sizeBytes())));
            return;
        }
        List<OutboundFrame.Part> parts = send.frame().parts();
        ByteBuf prefix = connection.allocator().directBuffer(Integer.BYTES).writeInt((int) send.sizeBytes());
        if (parts.isEmpty()) {
            channel.write(prefix).addListener(send);
            return;
        }
        channel.write(prefix, channel.voidPromise());
        for (int i = 0; i < parts.size() - 1; i++) {
            write(parts.get(i), partPromise());
        }
        write(parts.get(parts.size() - 1), channel.newPromise().addListener(send));
    }

    /** A part that cannot be written leaves half a frame behind: the connection has to end. */
    private ChannelPromise partPromise() {
        return channel.newPromise().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    private void write(OutboundFrame.Part part, ChannelPromise promise) {
        if (part instanceof OutboundFrame.Bytes bytes) {
            channel.write(Unpooled.wrappedBuffer(bytes.buffer()), promise);
        } else if (part instanceof OutboundFrame.Range range) {
            writeRange(range.range(), promise);
        }
    }

    private void writeRange(FileRange range, ChannelPromise promise) {
        if (range.sizeBytes() == 0) {
            channel.write(Unpooled.EMPTY_BUFFER, promise);
            return;
        }
        if (range.sizeBytes() <= COPIED_RANGE_BYTES_MAX && writable) {
            writeCopy(range, promise);
            return;
        }
        Optional<FileChannel> file = connection.isEncrypted() ? Optional.empty() : range.channel();
        if (file.isPresent()) {
            channel.write(new RangeRegion(file.get(), range), promise);
        } else {
            startChunking();
            channel.write(new ChunkedRange(range), promise);
        }
    }

    /** A copy that is gathered with what stands around it costs less than a system call of its own. */
    private void writeCopy(FileRange range, ChannelPromise promise) {
        ByteBuf copy = connection.allocator().directBuffer(range.sizeBytes());
        try {
            RangeBytes.readFully(range, 0, copy, range.sizeBytes());
        } catch (EOFException | RuntimeException unreadable) {
            copy.release();
            promise.setFailure(unreadable);
            return;
        }
        channel.write(copy, promise);
    }

    /** From the first range that must be read in pieces on, everything goes through the handler that does it, to stay in order. */
    private void startChunking() {
        if (chunking) {
            return;
        }
        chunking = true;
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(SslHandler.class) != null) {
            pipeline.addAfter(pipeline.context(SslHandler.class).name(), "chunks", new ChunkedWriteHandler());
        } else {
            pipeline.addFirst("chunks", new ChunkedWriteHandler());
        }
    }

    private void scheduleFlush() {
        if (!flushScheduled) {
            flushScheduled = true;
            connection.eventLoop().execute(this::flush);
        }
    }

    private void tellUnwritable() {
        if (!writable && toldWritable && connection.delivers()) {
            toldWritable = false;
            connection.tellWritability(false);
        }
    }

    private void tellWritable() {
        if (!writable && waitingBytes <= WRITABLE_AGAIN_BYTES && connection.delivers()) {
            tellUnwritable();
            writable = true;
            toldWritable = true;
            connection.tellWritability(true);
        }
    }
}
