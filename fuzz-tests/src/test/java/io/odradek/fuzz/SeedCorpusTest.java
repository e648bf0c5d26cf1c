package io.odradek.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The inputs that fuzzing starts with are there, and small. {@code -Dodradek.corpus=write} writes them anew, beside what was found. */
class SeedCorpusTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final int SIZE_BYTES_MAX = 16 * 1024;

    private static Map<String, byte[]> seeds(Target target) {
        return switch (target) {
            case MESSAGES -> MessageSeeds.all().byName();
            case RECORDS -> RecordSeeds.records().byName();
            case CODECS -> RecordSeeds.codecs().byName();
            case LOG_FILES -> FileSeeds.logFiles().byName();
            case DATA_DIRECTORY -> DirectorySeeds.all().byName();
            case QUORUM_FILE -> ClusterSeeds.files().byName();
            case CLUSTER -> ClusterSeeds.cluster().byName();
            case ANSWERS -> AnswerSeeds.all().byName();
        };
    }

    /** The bytes are not compared: another release of a codec may compress better. */
    @ParameterizedTest
    @EnumSource(Target.class)
    void corpus_everySeed_isCommittedAndSmall(Target target) throws IOException {
        Map<String, byte[]> seeds = seeds(target);
        if ("write".equals(System.getProperty("odradek.corpus"))) {
            Path folder = Files.createDirectories(RESOURCES.resolve(target.corpusFolder()));
            for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
                Files.write(folder.resolve(seed.getKey()), seed.getValue());
            }
        }

        List<Path> committed;
        try (var files = Files.list(RESOURCES.resolve(target.corpusFolder()))) {
            committed = files.toList();
        }
        assertThat(committed).extracting(file -> file.getFileName().toString()).containsAll(seeds.keySet());
        for (Path file : committed) {
            assertThat(Files.size(file)).as("bytes of %s", file).isLessThan(SIZE_BYTES_MAX);
        }
    }
}
