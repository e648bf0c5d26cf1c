package io.odradek.storage.mmap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Fills parts of files with zeros by writing them, so that the file system gives the space now, or says now that it has none.
 *
 * <p>Thread-safe.
 */
final class ZeroFill {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK_BYTES).asReadOnlyBuffer();

    /** Writes zeros from {@code fromBytes} up to {@code untilBytes}. On failure a part of them may be written. */
    void fill(FileChannel channel, long fromBytes, long untilBytes) throws IOException {
        ByteBuffer chunk = zeros.duplicate();
        long position = fromBytes;
        while (position < untilBytes) {
            chunk.clear().limit((int) Math.min(CHUNK_BYTES, untilBytes - position));
            position += channel.write(chunk, position);
        }
    }
}
