package io.odradek.transport.netty;

import io.netty.buffer.ByteBuf;
import io.odradek.spi.storage.FileRange;
import java.io.EOFException;
import java.nio.ByteBuffer;

/** Reads ranges into Netty's memory. */
final class RangeBytes {
    private RangeBytes() {}

    /** Appends exactly {@code sizeBytes} bytes of the range, from {@code offsetBytes}, to {@code target}. */
    static void readFully(FileRange range, int offsetBytes, ByteBuf target, int sizeBytes) throws EOFException {
        ByteBuffer space = target.nioBuffer(target.writerIndex(), sizeBytes);
        while (space.hasRemaining()) {
            int readBytes = range.read(offsetBytes + space.position(), space);
            if (readBytes <= 0) {
                throw new EOFException("a range of " + range.sizeBytes() + " bytes ended after " + (offsetBytes + space.position()));
            }
        }
        target.writerIndex(target.writerIndex() + sizeBytes);
    }
}
