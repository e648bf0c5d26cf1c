package io.odradek.storage.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.tck.plugin.Seed;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it appends: what it told is there. And two processes on one directory. */
class KilledProcessTest {
    @TempDir
    private Path parent;

    @Test
    void kill_whileAppending_losesNothingThatReturned(TestReporter reporter) {
        killOnce(parent.resolve("data"), Seed.forTest(reporter).random());
    }

    @Test
    @Tag("proof")
    void kill_whileAppendingManyTimes_losesNothingThatReturned(TestReporter reporter) {
        RandomSource random = Seed.forTest(reporter).random();
        for (int i = 0; i < 40; i++) {
            killOnce(parent.resolve("data-" + i), random);
        }
    }

    private static void killOnce(Path directory, RandomSource random) {
        // Given
        int toldCount = 0;
        int killAfter = 1 + random.nextInt(5000);
        try (ChildProcess child = new ChildProcess(AppendingProcess.class, directory.toString())) {
            assertThat(child.line()).isEqualTo("opened");
            // When
            for (String line = child.line(); !line.isEmpty(); line = child.line()) {
                assertThat(line).isEqualTo(String.valueOf(toldCount));
                toldCount++;
                if (toldCount == killAfter) {
                    child.kill();
                }
            }
        }
        // Then
        assertThat(toldCount).isGreaterThanOrEqualTo(killAfter);
        try (MmapBench bench = new MmapBench(directory)) {
            Segment segment = bench.open("a.log");
            for (int number = 0; number < toldCount; number++) {
                byte[] found = bench.read(segment, (long) number * AppendingProcess.RECORD_BYTES, AppendingProcess.RECORD_BYTES);
                assertThat(found).as("record %d of %d", number, toldCount).isEqualTo(AppendingProcess.record(number));
            }
        }
    }

    @Test
    void open_whileAnotherProcessHasTheDirectory_isRefused() {
        Path directory = parent.resolve("data");
        try (ChildProcess child = new ChildProcess(AppendingProcess.class, directory.toString())) {
            assertThat(child.line()).isEqualTo("opened");
            assertThatThrownBy(() -> new MmapBench(directory))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("another process");
        }
        new MmapBench(directory).close();
    }

    @Test
    void open_refusedInThisProcess_leavesTheLockAgainstOthers() {
        Path directory = parent.resolve("data");
        try (MmapBench holder = new MmapBench(directory)) {
            assertThatThrownBy(() -> new MmapBench(directory)).hasMessageContaining("this process");
            try (ChildProcess child = new ChildProcess(AppendingProcess.class, directory.toString())) {
                assertThat(child.line()).startsWith("refused: ").contains("another process");
            }
            assertThat(holder.folder.name()).isEqualTo("strikes-0");
        }
    }
}
