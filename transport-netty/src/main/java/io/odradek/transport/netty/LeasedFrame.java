package io.odradek.transport.netty;

import io.netty.buffer.ByteBuf;
import io.odradek.spi.transport.InboundFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A part of Netty's memory, lent to the receiver of a frame.
 *
 * <p>Belongs to the receiver until released, on any thread.
 */
final class LeasedFrame implements InboundFrame {
    private static final AtomicIntegerFieldUpdater<LeasedFrame> RELEASED =
            AtomicIntegerFieldUpdater.newUpdater(LeasedFrame.class, "released");

    private final ByteBuf memory;
    private final ByteBuffer bytes;
    private final TransportLeases leases;
    private volatile int released;

    /** Takes over one reference of {@code memory}. */
    LeasedFrame(ByteBuf memory, int index, int sizeBytes, TransportLeases leases) {
        this.memory = memory;
        this.bytes = memory.nioBuffer(index, sizeBytes);
        this.leases = leases;
        leases.frameLent();
    }

    @Override
    public ByteBuffer bytes() {
        if (released != 0) {
            throw new IllegalStateException("the frame was released before its bytes were asked for");
        }
        return bytes;
    }

    @Override
    public void release() {
        if (!RELEASED.compareAndSet(this, 0, 1)) {
            throw new IllegalStateException("the frame was released twice");
        }
        leases.frameReleased();
        memory.release();
    }
}
