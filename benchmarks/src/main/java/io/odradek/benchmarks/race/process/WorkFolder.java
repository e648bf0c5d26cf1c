package io.odradek.benchmarks.race.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new folder for the data of brokers and the logs of processes.
 *
 * <p>Confined to the race's thread. When the race is over the data goes; the logs stay where something went wrong.
 *
 * @param path where it is
 */
public record WorkFolder(Path path) {
    private static final String LOG = ".log";

    /** Makes one below {@code parent}, which is made too if it is not there. */
    public static WorkFolder below(Path parent) throws IOException {
        return new WorkFolder(Files.createTempDirectory(Files.createDirectories(parent), "bench-"));
    }

    /** Deletes it, or all of it but the logs. */
    public void delete(boolean withLogs) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(path)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            boolean isLog = file.getParent().equals(path) && file.toString().endsWith(LOG);
            if (withLogs || !isLog && !file.equals(path)) {
                Files.deleteIfExists(file);
            }
        }
    }
}
