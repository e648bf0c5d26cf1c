package io.odradek.log.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.log.ReadResult;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.protocol.record.RecordReader;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.FileRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it appends to mapped files: whatever it acknowledged is there. */
class KilledProcessTest {
    @TempDir
    Path folder;

    @Test
    void kill_atRandomPoints_losesNothingAcknowledged() throws IOException, InterruptedException {
        run(3, 1);
    }

    @Test
    @Tag("proof")
    void kill_atManyRandomPoints_losesNothingAcknowledged() throws IOException, InterruptedException {
        run(100, 1000);
    }

    private void run(int roundCount, long firstSeed) throws IOException, InterruptedException {
        long checkedOffset = 0;
        for (int round = 0; round < roundCount; round++) {
            long seed = firstSeed + round;
            // When
            long acknowledged = appendAndKill(seed);

            // Then
            try (MappedLog mapped = new MappedLog(folder)) {
                assertThat(mapped.directory.closedInGoodOrder()).isFalse();
                assertThat(mapped.log.endOffset()).as("seed " + seed).isGreaterThanOrEqualTo(acknowledged);
                long endOffset = mapped.log.endOffset();
                for (long next = checkedOffset; next < endOffset; ) {
                    next = check(mapped, next, seed);
                }
                checkedOffset = endOffset;
            }
        }
    }

    /** Lets a process append, kills it, and returns the last end offset that it printed. */
    private long appendAndKill(long seed) throws IOException, InterruptedException {
        RandomSource random = RandomSource.seeded(seed);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProgram.class.getName(),
                        folder.toString(),
                        Long.toString(seed)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int linesBeforeDeath = random.nextInt(3000);
        long acknowledged = 0;
        int lineCount = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                assertThat(line).as("seed " + seed).doesNotStartWith("refused");
                if (lineCount++ == linesBeforeDeath) {
                    // By its handle, which leaves the pipe with what was printed before.
                    process.toHandle().destroyForcibly();
                }
                // The last line may be cut by the death, and says less then.
                acknowledged = line.isEmpty() ? acknowledged : Math.max(acknowledged, Long.parseLong(line));
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
        assertThat(lineCount).as("seed " + seed + ": lines before the process ended").isGreaterThan(linesBeforeDeath);
        return acknowledged;
    }

    private static long check(MappedLog mapped, long offset, long seed) {
        ReadResult result = mapped.loop.await(() -> mapped.log.read(offset, 1 << 20, true, Long.MAX_VALUE));
        FileRange range = ((ReadResult.Found) result).range().orElseThrow();
        ByteBuffer bytes = ByteBuffer.allocate(range.sizeBytes());
        while (bytes.hasRemaining()) {
            range.read(bytes.position(), bytes);
        }
        range.release();
        long next = offset;
        for (RecordBatches each = new RecordBatches(bytes.flip(), RecordBatches.Tail.REFUSE); each.next(); ) {
            RecordBatch batch = each.batch();
            batch.verifyCrc();
            try (RecordReader records = new RecordReader(batch, CodecLookup.of(List.of()), 1 << 20)) {
                while (records.next()) {
                    assertThat(records.offset()).as("seed " + seed).isEqualTo(next);
                    String value = StandardCharsets.UTF_8.decode(records.value()).toString();
                    assertThat(value).as("seed " + seed).startsWith(next + ":");
                    next++;
                }
            }
        }
        return next;
    }
}
