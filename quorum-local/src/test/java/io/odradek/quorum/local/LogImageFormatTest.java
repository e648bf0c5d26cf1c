package io.odradek.quorum.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.CorruptDataException;
import io.odradek.api.StorageException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class LogImageFormatTest {
    private static final int VERSION_AT = 4;
    private static final int SNAPSHOT_INDEX_AT = 8;
    private static final int COUNT_AT = 22;
    private static final LogImage IMAGE = new LogImage(3, new byte[] {1, 2}, List.of(new LoggedCommand(4, new byte[] {3})));
    private static final int COMMAND_INDEX_AT = COUNT_AT + Integer.BYTES;

    /** What a program writes that is not ours, under a CRC that fits. */
    private static void requireRefused(Consumer<ByteBuffer> change, String why) {
        ByteBuffer bytes = LogImageFormat.toBytes(IMAGE);
        change.accept(bytes);
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, bytes.limit() - Integer.BYTES));
        bytes.putInt(bytes.limit() - Integer.BYTES, (int) crc.getValue());
        assertThatThrownBy(() -> LogImageFormat.parse(bytes)).isInstanceOf(CorruptDataException.class).hasMessageContaining(why);
    }

    @Test
    void parse_whatWasWritten_isTheSame() {
        LogImage parsed = LogImageFormat.parse(LogImageFormat.toBytes(IMAGE));

        assertThat(LogImageFormat.toBytes(parsed)).isEqualTo(LogImageFormat.toBytes(IMAGE));
        assertThat(parsed.lastIndex()).isEqualTo(4);
    }

    @Test
    void toBytes_indexThatNoReaderTakes_isRefused() {
        LogImage last = new LogImage(LogImageFormat.INDEX_MAX, new byte[0], List.of());
        LogImage beyond = last.with(List.of(new LoggedCommand(LogImageFormat.INDEX_MAX + 1, new byte[0])));

        assertThat(LogImageFormat.parse(LogImageFormat.toBytes(last)).lastIndex()).isEqualTo(LogImageFormat.INDEX_MAX);
        assertThatThrownBy(() -> LogImageFormat.toBytes(beyond)).isInstanceOf(StorageException.class).hasMessageContaining("used up");
    }

    @Test
    void parse_numbersThatNobodyWrites_saysWhichOnes() {
        requireRefused(bytes -> bytes.putInt(VERSION_AT, 0), "version 0");
        requireRefused(bytes -> bytes.putLong(SNAPSHOT_INDEX_AT, -1), "index -1");
        requireRefused(bytes -> bytes.putLong(SNAPSHOT_INDEX_AT, 0), "2 bytes at index 0");
        requireRefused(bytes -> bytes.putLong(SNAPSHOT_INDEX_AT, Long.MAX_VALUE), "at index " + Long.MAX_VALUE);
        requireRefused(bytes -> bytes.putInt(COUNT_AT, -1), "-1 commands");
        requireRefused(bytes -> bytes.putInt(COUNT_AT, Integer.MAX_VALUE), Integer.MAX_VALUE + " commands");
        requireRefused(bytes -> bytes.putInt(COUNT_AT, 0), "behind its last command");
        requireRefused(bytes -> bytes.putLong(COMMAND_INDEX_AT, 3), "command 3 stands behind 3");
        requireRefused(bytes -> bytes.putLong(COMMAND_INDEX_AT, Long.MAX_VALUE), "command " + Long.MAX_VALUE);
        requireRefused(bytes -> bytes.putInt(COMMAND_INDEX_AT + Long.BYTES, 2), "2 bytes, and 1 are there");
    }

    @Test
    void parse_newerVersion_saysWhatToUse() {
        ByteBuffer bytes = LogImageFormat.toBytes(IMAGE);
        bytes.putInt(VERSION_AT, 2);

        assertThatThrownBy(() -> LogImageFormat.parse(bytes)).isInstanceOf(StorageException.class).hasMessageContaining("newer program");
    }
}
