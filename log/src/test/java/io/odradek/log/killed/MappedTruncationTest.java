package io.odradek.log.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.log.AppendResult;
import io.odradek.log.ReadResult;
import io.odradek.protocol.record.RecordBatchWriter;
import io.odradek.spi.storage.FileRange;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mapped files are taken back as files in memory are: in the active segment, in one that was sealed, and altogether. */
class MappedTruncationTest {
    private static final int VALUE_SIZE_BYTES = 100_000;

    @TempDir
    Path folder;

    private static void fill(MappedLog mapped, int fromOffset, int endOffset) {
        for (int i = fromOffset; i < endOffset; i++) {
            byte[] value = new byte[VALUE_SIZE_BYTES];
            Arrays.fill(value, (byte) i);
            RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(VALUE_SIZE_BYTES + 200));
            writer.tryAppend(1_700_000_000_000L, null, value, List.of());
            ByteBuffer batch = writer.seal();
            assertThat(mapped.loop.await(() -> mapped.log.append(batch, 0))).isInstanceOf(AppendResult.Appended.class);
        }
    }

    private static void require(MappedLog mapped, int startOffset, int endOffset) {
        assertThat(mapped.log.logStartOffset()).isEqualTo(startOffset);
        assertThat(mapped.log.endOffset()).isEqualTo(endOffset);
        for (int i = startOffset; i < endOffset; i++) {
            FileRange range = lease(mapped, i);
            assertThat(lastByte(range)).isEqualTo((byte) i);
            range.release();
        }
    }

    private static FileRange lease(MappedLog mapped, int offset) {
        return ((ReadResult.Found) mapped.loop.await(() -> mapped.log.read(offset, 1, true, Long.MAX_VALUE))).range().orElseThrow();
    }

    /** The last byte of the last record's value; one of its headers' count follows. */
    private static byte lastByte(FileRange range) {
        ByteBuffer bytes = ByteBuffer.allocate(2);
        range.read(range.sizeBytes() - 2, bytes);
        return bytes.get(0);
    }

    @Test
    void truncateTo_inEveryKindOfSegment_goesOnThereAndStaysSo() {
        try (MappedLog mapped = new MappedLog(folder)) {
            // Given: some twenty batches a segment
            fill(mapped, 0, 50);
            FileRange kept = lease(mapped, 20);
            FileRange gone = lease(mapped, 45);

            // When, Then
            assertThat(mapped.loop.await(() -> mapped.log.truncateTo(48))).isEqualTo(48);
            require(mapped, 0, 48);
            fill(mapped, 48, 49);
            assertThat(mapped.loop.await(() -> mapped.log.truncateTo(25))).isEqualTo(25);
            require(mapped, 0, 25);
            fill(mapped, 25, 70);
            require(mapped, 0, 70);
            assertThat(lastByte(kept)).isEqualTo((byte) 20);
            assertThat(lastByte(gone)).isEqualTo((byte) 45);
            kept.release();
            gone.release();
            mapped.loop.await(() -> mapped.log.truncateTo(30));
        }
        try (MappedLog again = new MappedLog(folder)) {
            require(again, 0, 30);
            assertThat(again.loop.await(() -> again.log.truncateTo(3))).isEqualTo(3);
            require(again, 0, 3);
            again.loop.await(() -> again.log.restartAt(40));
            require(again, 40, 40);
            fill(again, 40, 65);
        }
        try (MappedLog last = new MappedLog(folder)) {
            require(last, 40, 65);
        }
    }
}
