package io.odradek.storage.mmap;

import io.odradek.api.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that are written and read as a whole: blocking, for workers. */
final class SmallFiles {
    private SmallFiles() {}

    /** Writes a file and forces its content. */
    static void write(Path file, ByteBuffer content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
    }

    /** Reads a file that is not longer than {@code sizeBytesMax}. */
    static ByteBuffer read(Path file, int sizeBytesMax) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long sizeBytes = channel.size();
            if (sizeBytes > sizeBytesMax) {
                throw new StorageException(
                        "cannot read " + file + ": it has " + sizeBytes + " bytes, and may have " + sizeBytesMax);
            }
            ByteBuffer content = ByteBuffer.allocate((int) sizeBytes);
            int readBytes = 0;
            while (content.hasRemaining() && readBytes >= 0) {
                readBytes = channel.read(content);
            }
            return content.flip();
        }
    }
}
