package io.odradek.storage.mmap;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A small file system of its own, where this machine lets a test mount one; the test is skipped where it does not. */
final class MountedDisk implements AutoCloseable {
    private static final long COMMAND_SECONDS_MAX = 30;

    private final Path mountPoint;
    private final List<String> mountCommand;

    private MountedDisk(Path mountPoint, List<String> mountCommand) {
        this.mountPoint = mountPoint;
        this.mountCommand = mountCommand;
    }

    /** A file system in memory. */
    static MountedDisk tmpfs(Path parent, long sizeBytes) {
        Path mountPoint = parent.resolve("tmpfs");
        return mounted(mountPoint, List.of("mount", "-t", "tmpfs", "-o", "size=" + sizeBytes, "tmpfs", mountPoint.toString()));
    }

    /** A file system in a file, with a journal as on a drive. */
    static MountedDisk ext4(Path parent, long sizeBytes) {
        Path image = parent.resolve("ext4.image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(sizeBytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Assumptions.assumeTrue(succeeds(List.of("mkfs.ext4", "-q", "-F", image.toString())), "mkfs.ext4 is not available here");
        Path mountPoint = parent.resolve("ext4");
        return mounted(mountPoint, List.of("mount", "-o", "loop", image.toString(), mountPoint.toString()));
    }

    private static MountedDisk mounted(Path mountPoint, List<String> command) {
        try {
            Files.createDirectories(mountPoint);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Assumptions.assumeTrue(succeeds(command), "this user may not mount a file system here");
        return new MountedDisk(mountPoint, command);
    }

    Path mountPoint() {
        return mountPoint;
    }

    /** Takes the file system away and mounts it again, so that nothing is left of what was cached for it. */
    void remount() {
        close();
        if (!succeeds(mountCommand)) {
            throw new IllegalStateException("mounting again failed: " + mountCommand);
        }
    }

    @Override
    public void close() {
        if (!succeeds(List.of("umount", mountPoint.toString()))) {
            throw new IllegalStateException("cannot unmount " + mountPoint + ": something in it is still open");
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
