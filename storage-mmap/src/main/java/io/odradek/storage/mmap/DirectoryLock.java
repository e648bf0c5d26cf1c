package io.odradek.storage.mmap;

import io.odradek.api.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Holds a directory for one storage, against other processes by a lock on a file and against this process by a system property.
 *
 * <p>Immutable. The property is needed because POSIX record locks belong to the process: a second storage that opened the lock file,
 * was refused, and closed it again would take the first one's lock away.
 */
final class DirectoryLock {
    /** The file that is locked; it stays when the lock is let go, since deleting it could split two waiting processes. */
    static final String FILE_NAME = ".lock";

    private static final String PROPERTY_PREFIX = "io.odradek.storage.mmap.open:";

    private final FileChannel channel;
    private final String property;

    private DirectoryLock(FileChannel channel, String property) {
        this.channel = channel;
        this.property = property;
    }

    /** Takes an existing directory, or fails with a {@link StorageException} that names it. */
    static DirectoryLock take(Path directory) throws IOException {
        String property = PROPERTY_PREFIX + directory.toRealPath();
        if (System.getProperties().putIfAbsent(property, "true") != null) {
            throw new StorageException("the directory " + directory + " is open in this process already; close that storage first");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(directory.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                throw new StorageException("the directory " + directory
                        + " is open in another process; stop that one first, or choose another directory");
            }
            return new DirectoryLock(channel, property);
        } catch (IOException | RuntimeException failure) {
            if (channel != null) {
                channel.close();
            }
            System.getProperties().remove(property);
            throw failure;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            return null;
        }
    }

    void release() throws IOException {
        try {
            channel.close();
        } finally {
            System.getProperties().remove(property);
        }
    }
}
