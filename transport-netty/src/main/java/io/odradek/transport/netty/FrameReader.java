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
 * its own, into which the rest of it is read.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {
    private final NettyConnection connection;
    private final int frameSizeBytesMax;
    private final SizePrefix prefix = new SizePrefix();
    private final ArrayDeque<ByteBuf> held = new ArrayDeque<>();
    private @Nullable PartialFrame partial;
    private boolean paused;
    private boolean cutting;

    FrameReader(NettyConnection connection, int frameSizeBytesMax) {
        this.connection = connection;
        this.frameSizeBytesMax = frameSizeBytesMax;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (partial != null && partial.isMemory(bytes)) {
            bytes.release();
        } else {
            held.add(bytes);
        }
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
        return !held.isEmpty() || (partial != null && partial.isWhole());
    }

    /**
     * Memory of the frame that is being put together, for the next read; null when there is none, or when so little of it is missing that
     * a read which takes in what follows as well is cheaper.
     */
    @Nullable ByteBuf memoryToFill() {
        return partial != null && partial.missingBytes() >= ReadMemory.CHUNK_BYTES_MAX && held.isEmpty() ? partial.lendMemory() : null;
    }

    /** Gives back all memory that was not lent. */
    void discard() {
        while (!held.isEmpty()) {
            held.remove().release();
        }
        PartialFrame unfinished = partial;
        partial = null;
        if (unfinished != null) {
            unfinished.discard();
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
            while (!paused && connection.delivers() && cutNext()) {
                // Until the handler pauses reading, the connection ends, or no bytes are left.
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

    private boolean cutNext() {
        PartialFrame unfinished = partial;
        if (unfinished != null && unfinished.isWhole()) {
            partial = null;
            connection.deliver(unfinished.take(connection.leases()));
            return true;
        }
        if (held.isEmpty()) {
            return false;
        }
        ByteBuf bytes = held.element();
        if (bytes.isReadable()) {
            cutOne(bytes);
        } else {
            held.remove().release();
        }
        return true;
    }

    private void cutOne(ByteBuf bytes) {
        if (partial != null) {
            partial.fill(bytes);
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
        partial = new PartialFrame(connection.allocator(), sizeBytes);
    }
}
