package io.odradek.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * A frame that has not come wholly: memory of its own, which grows with what has come and not with what was promised.
 *
 * <p>Confined to the event loop. Owns one reference of its memory until {@link #take} or {@link #discard}.
 */
final class PartialFrame {
    private static final int FIRST_MEMORY_BYTES_MAX = 1024 * 1024;

    private final ByteBuf memory;
    private final int sizeBytes;

    PartialFrame(ByteBufAllocator allocator, int sizeBytes) {
        this.memory = allocator.directBuffer(Math.min(sizeBytes, FIRST_MEMORY_BYTES_MAX), sizeBytes);
        this.sizeBytes = sizeBytes;
    }

    boolean isWhole() {
        return memory.writerIndex() == sizeBytes;
    }

    int missingBytes() {
        return sizeBytes - memory.writerIndex();
    }

    /** Takes as many bytes of its own as there are. */
    void fill(ByteBuf bytes) {
        while (!isWhole() && bytes.isReadable()) {
            growWhenFull();
            bytes.readBytes(memory, Math.min(bytes.readableBytes(), memory.writableBytes()));
        }
    }

    /** Its memory, to be read into from the network and given back by {@link #isMemory}: one more reference of it. */
    ByteBuf lendMemory() {
        growWhenFull();
        return memory.retain();
    }

    boolean isMemory(Object candidate) {
        return candidate == memory;
    }

    /** The whole frame; its memory goes with it. */
    LeasedFrame take(TransportLeases leases) {
        return new LeasedFrame(memory, 0, sizeBytes, leases);
    }

    void discard() {
        memory.release();
    }

    private void growWhenFull() {
        if (!memory.isWritable()) {
            memory.capacity((int) Math.min(sizeBytes, 2L * memory.capacity()));
        }
    }
}
