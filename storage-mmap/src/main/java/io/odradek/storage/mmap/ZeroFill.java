package io.odradek.storage.mmap;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Fills parts of files with zeros by writing them, so that the file system gives the space now, or says now that it has none. The last of it
 * is left alone: a disk that is full of records must still take what a broker writes beside them, its part of the cluster's metadata first.
 *
 * <p>Thread-safe.
 */
final class ZeroFill {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final long KEPT_BYTES_MAX = 16 << 20;
    /** Of a small disk, so many parts are there for one that is kept. */
    private static final long PARTS_PER_KEPT = 16;

    private final ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK_BYTES).asReadOnlyBuffer();
    private final File directory;

    /** For files on the disk of a directory. */
    ZeroFill(Path directory) {
        this.directory = directory.toFile();
    }

    /** Writes zeros from {@code fromBytes} up to {@code untilBytes}. On failure a part of them may be written. */
    void fill(FileChannel channel, long fromBytes, long untilBytes) throws IOException {
        ByteBuffer chunk = zeros.duplicate();
        long position = fromBytes;
        while (position < untilBytes) {
            chunk.clear().limit((int) Math.min(CHUNK_BYTES, untilBytes - position));
            requireRoom(chunk.remaining());
            position += channel.write(chunk, position);
        }
    }

    /** Before every chunk, because others fill the disk meanwhile. A disk that does not tell, or has nothing, is left to the write. */
    private void requireRoom(int sizeBytes) throws IOException {
        long freeBytes = directory.getUsableSpace();
        long keptBytes = Math.min(KEPT_BYTES_MAX, directory.getTotalSpace() / PARTS_PER_KEPT);
        if (freeBytes > 0 && freeBytes - sizeBytes < keptBytes) {
            throw new IOException("No space left for records: " + freeBytes + " bytes are free, and the last " + keptBytes
                    + " are kept for the metadata of the cluster");
        }
    }
}
