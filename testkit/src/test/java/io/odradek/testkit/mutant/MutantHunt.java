package io.odradek.testkit.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Hunts mutants with the seeds of one world, and keeps which seed found which: a table that DESIGN.md shows.
 *
 * <p>Thread-safe.
 */
final class MutantHunt {
    private static final long FIRST_SEED = 1;

    private final Class<?> hunter;
    private final Map<Integer, String> rows = new ConcurrentSkipListMap<>();

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

    /** What the seed of a complaint says of the product as it is: an empty text when that is right. */
    String runUnpatched(String complaint) throws ReflectiveOperationException {
        return (String) hunter.getMethod("run", long.class, int.class).invoke(null, Long.parseLong(seed(complaint)), 1);
    }

    /** Keeps what a seed said of a mutant, in this row of the table. */
    void found(int row, String words, String complaint) {
        rows.put(row, "| " + words + " | " + promise(complaint) + " | " + seed(complaint) + " |");
    }

    /** Writes the table into the module's folder {@code target}. */
    void writeTable(String fileName) throws IOException {
        Path target = Files.createDirectories(Path.of("target"));
        String table = "| bug | broken promise | first seed |\n|---|---|---|\n" + String.join("\n", rows.values()) + "\n";
        Files.writeString(target.resolve(fileName), table, UTF_8);
    }

    private static String seed(String complaint) {
        return complaint.split(": ", 2)[0].replace("seed ", "");
    }

    /** The broken promise, without what became of the record. */
    private static String promise(String complaint) {
        return complaint.lines().findFirst().orElseThrow().split(": ", 3)[1];
    }
}
