package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.odradek.cli.process.JavaProgram;
import io.odradek.cli.trial.TemporaryDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One replica's disk takes no more: the others go on with all that was acknowledged, and it says what to do. */
@Tag("proof")
@Timeout(300)
class FullReplicaDiskTest {
    private static final int PADDING_BYTES = 8 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final String DISK_BYTES = Integer.toString(128 << 20);
    /** The part that is kept, and a little more. */
    private static final long LEFT_BYTES = 12 << 20;
    /** Two thousand blocks of 512 bytes: more than any file of a broker beside its segments has. */
    private static final String LIMITED = "#!/bin/sh\nulimit -f 2000\nexec '%s' \"$@\"\n";
    /** The quorum's log asks for room every few seconds. */
    private static final Map<String, String> SETTINGS =
            Map.of("replica.lag.time.max.ms", "3000", "quorum.ratis.segment.bytes", "8192");

    @TempDir
    Path folder;

    /** The kernel refuses to let files grow: the same error at the same place as that of a full disk, without a disk of its own. */
    @Test
    void replica_whoseFilesCannotGrow_leavesTheOthersInPeaceAndSaysWhy() throws Exception {
        try (UnluckyCluster cluster = UnluckyCluster.of(folder, 3, SETTINGS)) {
            // Given
            UnluckyCluster limited = cluster.variant(limited(), UnaryOperator.identity());
            cluster.broker(101).start();
            cluster.broker(103).start();
            limited.broker(102).start();
            await().atMost(UnluckyCluster.PATIENCE).until(() -> cluster.run("cluster", "status").exitCode() == 0);
            await().atMost(UnluckyCluster.PATIENCE).until(() -> cluster.state(102).startsWith("alive"));
            cluster.createTopic(3);
            cluster.awaitWhole();
            try (AllAcksLoad load = cluster.load(PADDING_BYTES)) {
                // When: more than its files may have
                load.awaitMore(600);
                // Then
                assertOutOfSync(cluster, "File too large");
                load.awaitMore(100);
                // When: it is started again, and its files may grow
                limited.broker(102).stop(UnluckyCluster.PATIENCE);
                cluster.start();
                // Then
                cluster.awaitWhole();
                load.awaitMore(100).assertNothingLost();
            } finally {
                limited.close();
            }
        }
    }

    @Test
    void replica_whoseDiskIsFull_comesBackByItselfOrEndsAndSaysWhatToDo() throws Exception {
        UnluckyCluster cluster = UnluckyCluster.of(folder, 3, SETTINGS);
        Path disk = Files.createDirectories(cluster.broker(102).site().data());
        assumeThat(ended("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString()))
                .as("mounting takes a right that not everybody has")
                .isZero();
        try (cluster) {
            cluster.start();
            cluster.createTopic(3);
            try (AllAcksLoad load = cluster.load(PADDING_BYTES).awaitMore(10)) {
                // When: the records fill what others leave
                Path others = disk.resolve("others");
                fill(others, disk.toFile().getUsableSpace() - LEFT_BYTES);
                load.awaitMore(100);
                // Then: the last of it is kept, so that it stays a member
                assertOutOfSync(cluster, "No space left for records");
                assertThat(cluster.state(102)).startsWith("alive");
                load.awaitMore(100);
                // When: there is room
                Files.delete(others);
                // Then: it is back by itself
                cluster.awaitWhole();
                // When: others take all that there is
                fill(others, Long.MAX_VALUE);
                // Then: it cannot take part in what is decided any more, and ends
                assertThat(cluster.awaitDeath(102))
                        .contains("the broker ended by itself", "cannot write its log in " + disk, "No space left on device")
                        .contains("Make room or replace the disk, and start it again");
                await().atMost(UnluckyCluster.PATIENCE).until(() -> cluster.state(102).equals("fenced"));
                load.awaitMore(100);
                // When: there is room, and it is started again
                Files.delete(others);
                startAsAdvised(cluster, disk);
                // Then
                cluster.awaitWhole();
                load.awaitMore(100).assertNothingLost();
            }
        } finally {
            ended("umount", disk.toString());
        }
    }

    private static void assertOutOfSync(UnluckyCluster cluster, String reason) {
        await().atMost(UnluckyCluster.PATIENCE).untilAsserted(() -> {
            for (int partition = 0; partition < 3; partition++) {
                assertThat(cluster.inSync(partition)).doesNotContain(102);
                assertThat(cluster.leader(partition)).isIn(101, 103);
            }
        });
        assertThat(cluster.log(102))
                .contains("cannot be stored here: another replica is to lead. There is no room for")
                .contains("cannot take what its leader has, and tries again until it can; until then it is not in sync: There is no room for")
                .contains(reason);
        assertThat(cluster.log(102).lines().filter(line -> line.contains("cannot take what its leader has")).count())
                .as("it is said once in a while, not with every fetch")
                .isLessThan(50);
    }

    /** A disk that was full at the wrong moment costs the member's vote, and then it says what to delete. */
    private static void startAsAdvised(UnluckyCluster cluster, Path disk) throws Exception {
        try {
            cluster.start();
        } catch (CompletionException refused) {
            assertThat(refused).hasMessageContaining("is empty, as a full disk leaves it").hasMessageContaining("delete its folder 'quorum'");
            assertThat(TemporaryDirectory.delete(disk.resolve("quorum"))).isTrue();
            cluster.start();
        }
    }

    private JavaProgram limited() throws IOException {
        JavaProgram odradek = UnluckyCluster.program();
        Path script = Files.writeString(folder.resolve("limited-java"), String.format(LIMITED, odradek.java()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new JavaProgram(script, odradek.classPath(), odradek.options(), odradek.mainClass());
    }

    /** Writes a file of this size, or one that takes what there is. */
    private static void fill(Path file, long sizeBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (channel.position() < sizeBytes) {
                channel.write(ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, sizeBytes - channel.position())));
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static int ended(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
