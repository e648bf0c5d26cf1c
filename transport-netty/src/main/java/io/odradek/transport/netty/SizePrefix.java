package io.odradek.transport.netty;

import io.netty.buffer.ByteBuf;

/**
 * The four bytes, big-endian, in front of every frame, which may come in pieces.
 *
 * <p>Confined to the event loop.
 */
final class SizePrefix {
    private int value;
    private int byteCount;

    /** Takes as many of its bytes as there are; whether it is whole. */
    boolean read(ByteBuf bytes) {
        if (byteCount == 0 && bytes.readableBytes() >= Integer.BYTES) {
            value = bytes.readInt();
            byteCount = Integer.BYTES;
            return true;
        }
        while (byteCount < Integer.BYTES && bytes.isReadable()) {
            value = (value << Byte.SIZE) | bytes.readUnsignedByte();
            byteCount++;
        }
        return byteCount == Integer.BYTES;
    }

    /** The size; the next one starts afresh. */
    int take() {
        int taken = value;
        value = 0;
        byteCount = 0;
        return taken;
    }
}
