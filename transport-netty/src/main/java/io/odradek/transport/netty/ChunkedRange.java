package io.odradek.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import io.odradek.spi.storage.FileRange;

/**
 * A range that is read piece by piece as the socket takes it, where the file itself cannot be sent: under TLS, and from storages
 * without files.
 *
 * <p>Confined to the event loop. The range is the send's to release.
 */
final class ChunkedRange implements ChunkedInput<ByteBuf> {
    private static final int CHUNK_BYTES_MAX = 64 * 1024;

    private final FileRange range;
    private int offsetBytes;

    ChunkedRange(FileRange range) {
        this.range = range;
    }

    @Override
    public boolean isEndOfInput() {
        return offsetBytes == range.sizeBytes();
    }

    @Override
    public void close() {
        // Nothing is owned here.
    }

    @Override
    @Deprecated
    public ByteBuf readChunk(ChannelHandlerContext ctx) throws Exception {
        return readChunk(ctx.alloc());
    }

    @Override
    public ByteBuf readChunk(ByteBufAllocator allocator) throws Exception {
        ByteBuf chunk = allocator.directBuffer(Math.min(CHUNK_BYTES_MAX, range.sizeBytes() - offsetBytes));
        try {
            RangeBytes.readFully(range, offsetBytes, chunk, chunk.capacity());
        } catch (Throwable unreadable) {
            chunk.release();
            throw unreadable;
        }
        offsetBytes += chunk.readableBytes();
        return chunk;
    }

    @Override
    public long length() {
        return range.sizeBytes();
    }

    @Override
    public long progress() {
        return offsetBytes;
    }
}
