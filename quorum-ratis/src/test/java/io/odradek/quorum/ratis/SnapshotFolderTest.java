package io.odradek.quorum.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.server.storage.RaftStorageMetadataFile;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFolderTest {
    @TempDir
    private Path root;

    private final SnapshotFolder folder = new SnapshotFolder();

    @Test
    void latest_ofSeveral_isTheNewest() throws IOException {
        folder.init(storage());
        assertThat(folder.getLatestSnapshot()).isNull();

        folder.write(TermIndex.valueOf(1, 9), ByteBuffer.allocate(1));
        folder.write(TermIndex.valueOf(2, 100), ByteBuffer.allocate(2));

        assertThat(folder.getLatestSnapshot().getTermIndex()).isEqualTo(TermIndex.valueOf(2, 100));
        assertThat(folder.read(folder.getLatestSnapshot()).remaining()).isEqualTo(2);
    }

    @Test
    void cleanup_keepsTheNewestAndNothingElse() throws IOException {
        folder.init(storage());
        for (int index = 1; index <= 4; index++) {
            folder.write(TermIndex.valueOf(1, index), ByteBuffer.allocate(1));
        }
        Files.writeString(root.resolve("sm/snapshot.1_3.md5"), "brought by Ratis");

        folder.cleanupOldSnapshots(new SnapshotRetentionPolicy() {
            @Override
            public int getNumSnapshotsRetained() {
                return 2;
            }
        });

        assertThat(root.resolve("sm")).isDirectoryNotContaining("glob:**.md5");
        assertThat(DurableFiles.entries(root.resolve("sm"))).extracting(file -> file.getFileName().toString())
                .containsExactly("snapshot.1_3", "snapshot.1_4");
    }

    @Test
    void init_diedBetweenTheTwoRenames_bringsTheOldFolderBack() throws IOException {
        Path aside = Files.createDirectory(root.resolve("sm.tmp20261128_100000"));
        SnapshotFile.write(aside, TermIndex.valueOf(1, 5), ByteBuffer.allocate(3));

        folder.init(storage());

        assertThat(folder.getLatestSnapshot().getIndex()).isEqualTo(5);
        assertThat(aside).doesNotExist();
    }

    @Test
    void init_diedBeforeTheOldFolderWasDeleted_deletesItAndWhatHadArrivedInPart() throws IOException {
        Path snapshots = Files.createDirectory(root.resolve("sm"));
        SnapshotFile.write(snapshots, TermIndex.valueOf(1, 8), ByteBuffer.allocate(3));
        Path aside = Files.createDirectory(root.resolve("sm.tmp20261128_100000"));
        SnapshotFile.write(aside, TermIndex.valueOf(1, 5), ByteBuffer.allocate(3));
        Files.createDirectories(root.resolve("tmp/snapshot-1"));

        folder.init(storage());

        assertThat(folder.getLatestSnapshot().getIndex()).isEqualTo(8);
        assertThat(DurableFiles.entries(root)).containsExactly(snapshots);
    }

    private RaftStorage storage() {
        RaftStorageDirectory directory = new RaftStorageDirectory() {
            @Override
            public File getRoot() {
                return root.toFile();
            }

            @Override
            public boolean isHealthy() {
                return true;
            }
        };
        return new RaftStorage() {
            @Override
            public void initialize() {}

            @Override
            public RaftStorageDirectory getStorageDir() {
                return directory;
            }

            @Override
            public RaftStorageMetadataFile getMetadataFile() {
                throw new UnsupportedOperationException();
            }

            @Override
            public CorruptionPolicy getLogCorruptionPolicy() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {}
        };
    }
}
