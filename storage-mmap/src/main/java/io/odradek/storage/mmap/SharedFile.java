package io.odradek.storage.mmap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file that its segment and every leased range hold together: it closes when the last of them lets go.
 *
 * <p>Thread-safe.
 */
final class SharedFile {
    private final FileChannel channel;
    private final AtomicInteger holderCount = new AtomicInteger(1);

    /** Held once, by the caller. */
    SharedFile(FileChannel channel) {
        this.channel = channel;
    }

    FileChannel channel() {
        return channel;
    }

    /** Called by one who holds it already, for another. */
    void retain() {
        holderCount.incrementAndGet();
    }

    /** Lets go; true for the last holder, who has to {@link #close}. */
    boolean release() {
        return holderCount.decrementAndGet() == 0;
    }

    void close() throws IOException {
        channel.close();
    }

    /** Reads until {@code target} is full or the file ends; −1 when there was nothing. */
    int readFully(long positionBytes, ByteBuffer target) throws IOException {
        int readBytes = 0;
        while (target.hasRemaining()) {
            int n = channel.read(target, positionBytes + readBytes);
            if (n < 0) {
                return readBytes == 0 ? -1 : readBytes;
            }
            readBytes += n;
        }
        return readBytes;
    }
}
