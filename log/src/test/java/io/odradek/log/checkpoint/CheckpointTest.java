package io.odradek.log.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.CorruptDataException;
import io.odradek.api.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A checkpoint is read back as it was written, or not at all. */
class CheckpointTest {
    private static final Checkpoint CHECKPOINT = new Checkpoint("things", 2, List.of("one 1", "", "drei äöü", "crc32c: 00000000"));

    @Test
    void parse_whatWasWritten_givesItBack() {
        assertThat(Checkpoint.parse("file", CHECKPOINT.toBytes(), "things", 2)).isEqualTo(CHECKPOINT);
    }

    @Test
    void toBytes_isTextThatAPersonCanRead() {
        String text = StandardCharsets.UTF_8.decode(new Checkpoint("things", 1, List.of("a b")).toBytes()).toString();

        assertThat(text).startsWith("kind: things\nversion: 1\nlines: 1\na b\ncrc32c: ").endsWith("\n");
    }

    @Test
    void parse_anyByteChanged_isRefused() {
        ByteBuffer whole = CHECKPOINT.toBytes();
        for (int i = 0; i < whole.limit(); i++) {
            ByteBuffer changed = ByteBuffer.allocate(whole.limit()).put(whole.duplicate()).flip();
            changed.put(i, (byte) (changed.get(i) ^ 1));
            assertThatThrownBy(() -> Checkpoint.parse("file", changed, "things", 2)).isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void parse_cutAnywhere_isRefused() {
        ByteBuffer whole = CHECKPOINT.toBytes();
        for (int sizeBytes = 0; sizeBytes < whole.limit(); sizeBytes++) {
            ByteBuffer cut = whole.slice(0, sizeBytes);
            assertThatThrownBy(() -> Checkpoint.parse("file", cut, "things", 2)).isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void parse_aNewerVersion_isRefusedWithWhatToDo() {
        assertThatThrownBy(() -> Checkpoint.parse("file", CHECKPOINT.toBytes(), "things", 1))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("newer program");
    }

    @Test
    void parse_anotherKind_isRefused() {
        assertThatThrownBy(() -> Checkpoint.parse("file", CHECKPOINT.toBytes(), "others", 2))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("others");
    }
}
