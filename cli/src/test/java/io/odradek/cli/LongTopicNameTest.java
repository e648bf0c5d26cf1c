package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The longest name that a topic may have, on a real file system, whose own names are not much longer. */
class LongTopicNameTest {
    private static final String LONGEST = "t".repeat(249);

    @TempDir
    Path folder;

    @Test
    void delete_topicWithTheLongestName_leavesNothingAndItCanBeMadeAnew() throws Exception {
        create();
        assertThat(foldersOfTheTopic()).hasSize(2);

        Run deleted = run("delete", LONGEST);

        assertThat(deleted.exitCode()).as(deleted.err()).isZero();
        assertThat(foldersOfTheTopic()).isEmpty();
        create();
    }

    private void create() throws Exception {
        Run created = run("create", LONGEST, "--partitions", "2");
        assertThat(created.exitCode()).as(created.err()).isZero();
    }

    private Run run(String command, String... arguments) throws Exception {
        Stream<String> all = Stream.concat(Stream.of("topics", command), Stream.of(arguments));
        return Run.of(Stream.concat(all, Stream.of("--data-dir", folder.toString())).toArray(String[]::new));
    }

    private List<String> foldersOfTheTopic() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("tttt")).toList();
        }
    }
}
