package io.odradek.quorum.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.server.protocol.TermIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
    private static final TermIndex AT = TermIndex.valueOf(3, 70);

    @TempDir
    private Path folder;

    @Test
    void read_afterWrite_isTheSame() throws IOException {
        ByteBuffer state = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5});
        SnapshotFile.write(folder, AT, state);

        Path file = folder.resolve("snapshot.3_70");
        assertThat(SnapshotFile.read(file)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
        assertThat(SnapshotFile.at(file)).contains(AT);
        assertThat(DurableFiles.entries(folder)).containsExactly(file);
    }

    @Test
    void read_anyByteChangedOrMissing_isRefused() throws IOException {
        SnapshotFile.write(folder, AT, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        Path file = folder.resolve("snapshot.3_70");
        byte[] whole = Files.readAllBytes(file);

        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i]++;
            Files.write(file, changed);
            assertThatThrownBy(() -> SnapshotFile.read(file)).isInstanceOf(StorageException.class).hasMessageContaining(file.toString());
            Files.write(file, java.util.Arrays.copyOf(whole, i));
            assertThatThrownBy(() -> SnapshotFile.read(file)).isInstanceOf(StorageException.class).hasMessageContaining(file.toString());
        }
    }

    @Test
    void read_underAnotherName_isRefused() throws IOException {
        SnapshotFile.write(folder, AT, ByteBuffer.allocate(0));
        Path other = folder.resolve("snapshot.3_71");
        Files.move(folder.resolve("snapshot.3_70"), other);

        assertThatThrownBy(() -> SnapshotFile.read(other)).isInstanceOf(StorageException.class).hasMessageContaining("snapshot.3_70");
    }

    @Test
    void at_otherNames_isNone() {
        assertThat(SnapshotFile.at(Path.of("snapshot.3_70.md5"))).isEmpty();
        assertThat(SnapshotFile.at(Path.of("snapshot.3_70.aside"))).isEmpty();
    }
}
