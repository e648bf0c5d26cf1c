package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.log.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person gets to read when the data directory is none that this program can use. */
@Timeout(60)
class UnusableDirectoryTest {
    private static final String IDENTITY_FILE = "meta.properties";
    /** Not even the superuser can create a file in it. */
    private static final Path KERNELS_FOLDER = Path.of("/sys");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"consume -t t", "topics list", "broker --listen 127.0.0.1:0"})
    void run_directoryOfANewerVersion_isOneSentenceThatNamesIt(String command) throws IOException {
        assertThat(Run.withInput("a\n", "produce", "-t", "t", "--data-dir", folder.toString()).exitCode()).isZero();
        makeNewer(folder.resolve(IDENTITY_FILE));

        assertFailed(on(folder, command), "data directory " + folder + ": The file meta.properties is of version 2, this program reads up to 1");
    }

    private static void makeNewer(Path file) throws IOException {
        String kind = Files.readString(file).lines().findFirst().orElseThrow().substring("kind: ".length());
        Checkpoint written = Checkpoint.parse(IDENTITY_FILE, ByteBuffer.wrap(Files.readAllBytes(file)), kind, 1);
        Files.write(file, new Checkpoint(kind, 2, written.lines()).toBytes().array());
    }

    @Test
    void run_damagedIdentity_isOneSentenceThatNamesTheDirectory() throws IOException {
        assertThat(Run.withInput("a\n", "produce", "-t", "t", "--data-dir", folder.toString()).exitCode()).isZero();
        Files.writeString(folder.resolve(IDENTITY_FILE), "cluster.id=mine\n", StandardCharsets.UTF_8);

        assertFailed(on(folder, "topics list"), "data directory " + folder + ": The file meta.properties is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"produce -t t --input /dev/null", "broker --listen 127.0.0.1:0"})
    void run_directoryThatIsNotWritable_isOneSentenceWithTheReason(String command) throws IOException {
        Path unwritable = unwritable();

        Run run = on(unwritable, command);

        assertFailed(run, "cannot open the directory " + unwritable + ": ");
        assertThat(run.err()).containsAnyOf("this user may not do that there", "Read-only file system");
    }

    private Path unwritable() throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            return KERNELS_FOLDER;
        }
        Path closed = Files.createDirectory(folder.resolve("closed"));
        return Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    private static Run on(Path directory, String command) {
        return Run.of((command + " --data-dir " + directory).split(" "));
    }

    private static void assertFailed(Run run, String part) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains(part).doesNotContain("\tat ");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
    }
}
