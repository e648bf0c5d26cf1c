package io.odradek.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Gives a plain connection the memory it reads into: that of the large frame which is being put together, or else as much as lately came
 * at once.
 *
 * <p>Confined to the event loop.
 */
final class ReadMemory extends DefaultMaxMessagesRecvByteBufAllocator {
    /** The most that is read at once outside a large frame. */
    static final int CHUNK_BYTES_MAX = 64 * 1024;

    private static final int CHUNK_BYTES_MIN = 1024;
    private static final int CHUNK_BYTES_FIRST = 4 * 1024;

    private final AdaptiveRecvByteBufAllocator adaptive =
            new AdaptiveRecvByteBufAllocator(CHUNK_BYTES_MIN, CHUNK_BYTES_FIRST, CHUNK_BYTES_MAX);
    private final FrameReader reader;

    ReadMemory(FrameReader reader) {
        this.reader = reader;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's only way to say where a channel reads to.
    public Handle newHandle() {
        return new FrameHandle(adaptive.newHandle());
    }

    private final class FrameHandle extends MaxMessageHandle {
        @SuppressWarnings("deprecation") // As above.
        private final Handle chunks;

        private boolean intoFrame;

        @SuppressWarnings("deprecation") // As above.
        FrameHandle(Handle chunks) {
            this.chunks = chunks;
        }

        @Override
        public void reset(ChannelConfig config) {
            super.reset(config);
            chunks.reset(config);
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            ByteBuf frame = reader.memoryToFill();
            intoFrame = frame != null;
            return frame != null ? frame : allocator.ioBuffer(guess());
        }

        @Override
        public int guess() {
            return chunks.guess();
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            super.attemptedBytesRead(bytes);
            if (!intoFrame) {
                chunks.attemptedBytesRead(bytes);
            }
        }

        @Override
        public void lastBytesRead(int bytes) {
            super.lastBytesRead(bytes);
            if (!intoFrame) {
                chunks.lastBytesRead(bytes);
            }
        }

        @Override
        public void readComplete() {
            chunks.readComplete();
        }
    }
}
