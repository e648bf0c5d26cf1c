package io.odradek.quorum.ratis;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of a member, each a {@link SnapshotFile}; Ratis brings others' into the same folder.
 *
 * <p>Thread-safe: Ratis asks from several threads.
 */
final class SnapshotFolder implements StateMachineStorage {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFolder.class);

    /** What Ratis appends to the old folder's name while it puts an installed one in its place. */
    private static final String SET_ASIDE = RaftStorageDirectory.STATE_MACHINE_DIR_NAME + ".tmp";

    private volatile @Nullable Path folder;
    private volatile @Nullable Path arriving;
    private volatile @Nullable SingleFileSnapshotInfo latest;

    @Override
    public void init(RaftStorage storage) throws IOException {
        RaftStorageDirectory directory = storage.getStorageDir();
        Path snapshots = directory.getStateMachineDir().toPath();
        bringBack(snapshots);
        DurableFiles.createFolder(snapshots);
        DurableFiles.deleteTree(directory.getTmpDir().toPath());
        arriving = directory.getTmpDir().toPath();
        folder = snapshots;
        refresh();
    }

    /** Ends an exchange of folders in which the process died: the old one counts until the new one has its name. */
    private static void bringBack(Path snapshots) throws IOException {
        for (Path aside : DurableFiles.entries(snapshots.toAbsolutePath().getParent())) {
            if (!aside.getFileName().toString().startsWith(SET_ASIDE)) {
                continue;
            }
            if (newest(snapshots) == null && newest(aside) != null) {
                DurableFiles.deleteTree(snapshots);
                Files.move(aside, snapshots);
            } else {
                DurableFiles.deleteTree(aside);
            }
        }
    }

    /** Makes durable what has arrived from another member, before it counts and the log before it goes. */
    void forceArrived() throws IOException {
        Path arrived = arriving;
        if (arrived != null) {
            DurableFiles.forceTree(arrived);
        }
    }

    /** Looks for the newest snapshot again. */
    void refresh() throws IOException {
        Path file = newest(opened());
        latest = file == null ? null : new SingleFileSnapshotInfo(new FileInfo(file, null), SnapshotFile.at(file).orElseThrow());
    }

    void write(TermIndex at, ByteBuffer state) throws IOException {
        SnapshotFile.write(opened(), at, state);
        refresh();
    }

    /** What the machine wrote into the newest snapshot, which there must be. */
    ByteBuffer read(SingleFileSnapshotInfo snapshot) throws IOException {
        return SnapshotFile.read(snapshot.getFile().getPath());
    }

    @Override
    public @Nullable SingleFileSnapshotInfo getLatestSnapshot() {
        return latest;
    }

    private static @Nullable Path newest(Path folder) throws IOException {
        List<Path> found = snapshotsIn(folder);
        return found.isEmpty() ? null : found.get(found.size() - 1);
    }

    private static List<Path> snapshotsIn(Path folder) throws IOException {
        return DurableFiles.entries(folder).stream()
                .filter(file -> SnapshotFile.at(file).isPresent())
                .sorted(Comparator.comparingLong(file -> SnapshotFile.at(file).orElseThrow().getIndex()))
                .toList();
    }

    private Path opened() {
        Path opened = folder;
        if (opened == null) {
            throw new IllegalStateException("the folder of snapshots is not open");
        }
        return opened;
    }

    @Override
    public void format() {}

    /** Keeps the newest ones, and deletes all else that lies around. */
    @Override
    public void cleanupOldSnapshots(SnapshotRetentionPolicy policy) throws IOException {
        List<Path> snapshots = snapshotsIn(opened());
        List<Path> kept = snapshots.subList(Math.max(0, snapshots.size() - policy.getNumSnapshotsRetained()), snapshots.size());
        for (Path entry : DurableFiles.entries(opened())) {
            if (!kept.contains(entry)) {
                LOG.debug("deleting {}", entry);
                Files.deleteIfExists(entry);
            }
        }
    }

    @Override
    public @Nullable File getTmpDir() {
        return null;
    }
}
