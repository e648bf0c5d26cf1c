package io.odradek.spi.tck.transport;

import io.odradek.spi.transport.InboundFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** A frame that came in. */
final class ToyFrame implements InboundFrame {
    private final ByteBuffer bytes;
    private final ToyTransport transport;
    private final AtomicBoolean released = new AtomicBoolean();

    ToyFrame(ByteBuffer bytes, ToyTransport transport) {
        this.bytes = bytes;
        this.transport = transport;
        transport.leases().incrementAndGet();
    }

    @Override
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void release() {
        if (released.compareAndSet(false, true)) {
            transport.leases().decrementAndGet();
        } else if (transport.flaw() != Flaw.LETS_RELEASE_TWICE) {
            throw new IllegalStateException("released twice");
        }
    }
}
