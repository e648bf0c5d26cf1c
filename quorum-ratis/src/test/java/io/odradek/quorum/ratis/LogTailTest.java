package io.odradek.quorum.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On logs that Ratis wrote, so that the format is Ratis' own. */
class LogTailTest {
    private static final int COMMAND_COUNT = RaftDefaults.UNFORCED_ENTRY_COUNT_MAX + 60;

    @TempDir
    private Path root;

    @Test
    void damage_nearTheEnd_isCutAndFurtherBackIsRefused() throws IOException {
        try (TestCluster cluster = new TestCluster(root, 1, Map.of(), Duration.ofMillis(100), Duration.ofSeconds(10))) {
            cluster.start(1);
            for (int i = 0; i < COMMAND_COUNT; i++) {
                cluster.member(1).submit("command " + i);
            }
            cluster.stop(1);
            Path log = openLog(cluster.directory(1));
            byte[] whole = Files.readAllBytes(log);
            LogTail.check(log.getParent());

            // The first command of all: too many good ones stand behind it.
            Files.write(log, changed(whole, indexOf(whole, "command 3")));
            assertThatThrownBy(() -> LogTail.check(log.getParent()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(log.toString())
                    .hasMessageContaining("delete its folder");
            assertThatThrownBy(() -> cluster.start(1)).isInstanceOf(CompletionException.class).hasCauseInstanceOf(StorageException.class);
            cluster.stop(1);

            // The same in a file that is closed, where nothing may be wrong at all.
            Path closed = log.resolveSibling("log_0-" + COMMAND_COUNT);
            Files.write(closed, changed(whole, indexOf(whole, "command " + (COMMAND_COUNT - 1))));
            Files.delete(log);
            assertThatThrownBy(() -> LogTail.check(log.getParent())).isInstanceOf(StorageException.class);
            Files.delete(closed);

            // The last command is torn: it was never acknowledged, as far as the file can say.
            Files.write(log, changed(whole, indexOf(whole, "command " + (COMMAND_COUNT - 1))));
            assertThatCode(() -> LogTail.check(log.getParent())).doesNotThrowAnyException();
            cluster.start(1);
            assertThat(cluster.member(1).machine.commands).hasSize(COMMAND_COUNT - 1).endsWith("command " + (COMMAND_COUNT - 2));
            cluster.member(1).submit("after");
        }
    }

    private static Path openLog(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> path.getFileName().toString().startsWith("log_inprogress_")).findFirst().orElseThrow();
        }
    }

    private static byte[] changed(byte[] whole, int at) {
        byte[] changed = whole.clone();
        changed[at]++;
        return changed;
    }

    private static int indexOf(byte[] whole, String text) {
        return new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf(text);
    }
}
