package io.odradek.spi.tck.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process has open below a directory, as Linux tells it in {@code /proc/self} (proc(5)); nothing elsewhere.
 *
 * <p>Immutable.
 */
public final class OpenFiles {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private OpenFiles() {}

    /** Descriptors and mappings of files below {@code directory}, deleted ones too. */
    public static List<String> below(Path directory) {
        List<String> open = new ArrayList<>(mappingsBelow(directory));
        open.addAll(descriptorsBelow(directory));
        return open;
    }

    /** Open descriptors of files below {@code directory}. */
    public static List<String> descriptorsBelow(Path directory) {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return List.of();
        }
        String prefix = prefixOf(directory);
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors
                    .map(OpenFiles::target)
                    .filter(target -> target.startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Mappings of files below {@code directory}. */
    public static List<String> mappingsBelow(Path directory) {
        if (!Files.isReadable(MAPPINGS)) {
            return List.of();
        }
        String prefix = prefixOf(directory);
        try (Stream<String> mappings = Files.lines(MAPPINGS)) {
            return mappings.filter(line -> line.contains(prefix)).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String prefixOf(Path directory) {
        return directory.toAbsolutePath().normalize() + "/";
    }

    /** A descriptor that was closed meanwhile, such as the one of the listing itself, leads nowhere. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
