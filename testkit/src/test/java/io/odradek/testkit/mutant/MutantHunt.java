package io.odradek.testkit.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Hunts mutants with the seeds of one world, and keeps which seed found which: a table that DESIGN.md shows.
 *
 * <p>Confined to one thread.
 */
final class MutantHunt {
    private static final long FIRST_SEED = 1;

    private final Class<?> hunter;
    private final Map<String, String> found = new LinkedHashMap<>();

    /** {@code hunter} runs the seeds; {@link MutantWorld#hunt} says how it is called. */
    MutantHunt(Class<?> hunter) {
        this.hunter = hunter;
    }

    /** What the first seed that goes wrong says, or an empty text when all are right; {@code classes} is an empty folder. */
    String run(List<Patch> patches, int seedCount, Path classes) throws Exception {
        try (MutantWorld world = new MutantWorld(patches, classes)) {
            return world.hunt(hunter, FIRST_SEED, seedCount);
        }
    }

    /** Keeps what a seed said of a mutant. */
    void found(String words, String complaint) {
        found.put(words, complaint.lines().findFirst().orElseThrow());
    }

    /** Writes the table into the module's folder {@code target}. */
    void writeTable(String fileName) throws IOException {
        Path target = Files.createDirectories(Path.of("target"));
        String rows = found.entrySet().stream()
                .map(each -> "| " + each.getKey() + " | " + brief(each.getValue()) + " |")
                .collect(Collectors.joining("\n"));
        Files.writeString(target.resolve(fileName), "| bug | broken promise | first seed |\n|---|---|---|\n" + rows + "\n", UTF_8);
    }

    /** The promise and the seed, without what became of the record. */
    private static String brief(String complaint) {
        String[] parts = complaint.split(": ", 3);
        return parts[1] + " | " + parts[0].replace("seed ", "");
    }
}
