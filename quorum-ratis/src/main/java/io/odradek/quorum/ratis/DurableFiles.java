package io.odradek.quorum.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Files and names that survive the loss of power: blocking. */
final class DurableFiles {
    private static final String ASIDE = ".aside";

    private DurableFiles() {}

    /** Writes a file as a whole: aside, forced, then under its name. */
    static void write(Path file, ByteBuffer... parts) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ASIDE);
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (ByteBuffer part : parts) {
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        force(file.toAbsolutePath().getParent());
    }

    /** Creates a directory, and its name durably. */
    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        force(folder.toAbsolutePath().getParent());
    }

    /** Forces a file's content, or the names in a directory. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Forces all that is in a directory and below it; nothing happens when it is absent. */
    static void forceTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path path : tree(folder)) {
                force(path);
            }
        }
    }

    /** Deletes a directory with all that is in it; nothing happens when it is absent. */
    static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> paths = tree(folder);
            for (int i = paths.size() - 1; i >= 0; i--) {
                Files.deleteIfExists(paths.get(i));
            }
        }
    }

    private static List<Path> tree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        }
    }

    /** What is directly in a directory, ascending by name; nothing when it is absent. */
    static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }
}
