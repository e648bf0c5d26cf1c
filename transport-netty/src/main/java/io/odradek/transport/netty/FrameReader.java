package io.odradek.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream into frames and lends them to the connection's handler; bytes that come while reading is paused wait here, uncut.
 *
 * <p>Confined to the event loop. A frame that lies within one read is lent where it is; one that does not is put together in memory of
 * its own, which grows with what has come and not with what was promised.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {
    private static final int FIRST_MEMORY_BYTES_MAX = 1024 * 1024;

    private final NettyConnection connection;
    private final int frameSizeBytesMax;
    private final SizePrefix prefix = new SizePrefix();
    private final ArrayDeque<ByteBuf> held = new ArrayDeque<>();
    private @Nullable ByteBuf partial;
    private int partialSizeBytes;
    private boolean paused;
    private boolean cutting;

    FrameReader(NettyConnection connection, int frameSizeBytesMax) {
        this.connection = connection;
        this.frameSizeBytesMax = frameSizeBytesMax;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        held.add((ByteBuf) message);
        cut();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.channelClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        connection.failed(cause);
    }

    void pause(Channel channel) {
        paused = true;
        channel.config().setAutoRead(false);
    }

    void resume(Channel channel) {
        if (paused) {
            paused = false;
            connection.eventLoop().execute(() -> goOn(channel));
        }
    }

    /** Whether whole frames may still be waiting for reading to go on. */
    boolean holdsBytes() {
        return !held.isEmpty();
    }

    /** Gives back all memory that was not lent. */
    void discard() {
        while (!held.isEmpty()) {
            held.remove().release();
        }
        ByteBuf unfinished = partial;
        partial = null;
        if (unfinished != null) {
            unfinished.release();
        }
    }

    private void goOn(Channel channel) {
        cut();
        if (!paused) {
            channel.config().setAutoRead(true);
            connection.heldBytesCut();
        }
    }

    /** Lends out every whole frame, until the handler pauses reading or the connection ends. */
    private void cut() {
        if (cutting) {
            return;
        }
        cutting = true;
        try {
            while (!paused && !held.isEmpty() && connection.delivers()) {
                ByteBuf bytes = held.element();
                if (bytes.isReadable()) {
                    cutOne(bytes);
                } else {
                    held.remove().release();
                }
            }
        } finally {
            cutting = false;
        }
        if (!connection.delivers()) {
            discard();
        } else if (!held.isEmpty() && !held.element().isReadable()) {
            held.remove().release();
        }
    }

    private void cutOne(ByteBuf bytes) {
        if (partial != null) {
            fill(partial, bytes);
            return;
        }
        if (!prefix.read(bytes)) {
            return;
        }
        int sizeBytes = prefix.take();
        if (sizeBytes < 0 || sizeBytes > frameSizeBytesMax) {
            connection.refuse(sizeBytes, frameSizeBytesMax);
            return;
        }
        if (sizeBytes <= bytes.readableBytes()) {
            int index = bytes.readerIndex();
            bytes.skipBytes(sizeBytes);
            connection.deliver(new LeasedFrame(bytes.retain(), index, sizeBytes, connection.leases()));
            return;
        }
        partialSizeBytes = sizeBytes;
        partial = connection.allocator().directBuffer(Math.min(sizeBytes, FIRST_MEMORY_BYTES_MAX), sizeBytes);
    }

    private void fill(ByteBuf frame, ByteBuf bytes) {
        int wanted = Math.min(bytes.readableBytes(), partialSizeBytes - frame.readableBytes());
        if (frame.writableBytes() < wanted) {
            int doubled = (int) Math.min(partialSizeBytes, 2L * frame.capacity());
            frame.capacity(Math.max(doubled, frame.readableBytes() + wanted));
        }
        frame.writeBytes(bytes, wanted);
        if (frame.readableBytes() == partialSizeBytes) {
            partial = null;
            connection.deliver(new LeasedFrame(frame, 0, partialSizeBytes, connection.leases()));
        }
    }
}
