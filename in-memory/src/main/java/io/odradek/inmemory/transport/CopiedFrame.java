package io.odradek.inmemory.transport;

import io.odradek.spi.transport.InboundFrame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A frame in memory of its own.
 *
 * <p>Belongs to the receiver until released. Where {@code spoilAtRelease} is set its bytes are overwritten then, so that whoever still
 * reads them is found out.
 */
final class CopiedFrame implements InboundFrame {
    private static final byte SPOILED = (byte) 0xDB;

    private final ByteBuffer bytes;
    private final TransportLeases leases;
    private final boolean spoilAtRelease;
    private final AtomicBoolean released = new AtomicBoolean();

    CopiedFrame(ByteBuffer bytes, TransportLeases leases, boolean spoilAtRelease) {
        this.bytes = bytes;
        this.leases = leases;
        this.spoilAtRelease = spoilAtRelease;
        leases.frameLent();
    }

    int sizeBytes() {
        return bytes.capacity();
    }

    @Override
    public ByteBuffer bytes() {
        if (released.get()) {
            throw new IllegalStateException("the frame was released before its bytes were asked for");
        }
        return bytes;
    }

    @Override
    public void release() {
        if (!released.compareAndSet(false, true)) {
            throw new IllegalStateException("the frame was released twice");
        }
        leases.frameReleased();
        if (spoilAtRelease) {
            Arrays.fill(bytes.array(), SPOILED);
        }
    }
}
