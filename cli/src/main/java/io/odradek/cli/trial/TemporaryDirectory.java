package io.odradek.cli.trial;

import io.odradek.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that are there for a trial alone. Thread-safe. */
public final class TemporaryDirectory {
    private TemporaryDirectory() {}

    /** A new one. */
    public static Path make(String name) {
        try {
            return Files.createTempDirectory("odradek-" + name + "-");
        } catch (IOException failed) {
            throw CommandFailure.failed("no temporary directory can be made: " + failed.getMessage(), failed);
        }
    }

    /** Deletes it with all that is in it; false when something is left. */
    public static boolean delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException left) {
            return false;
        }
    }
}
