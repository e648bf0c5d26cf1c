package io.odradek.spi.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.spi.storage.FileRange;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.storage.StoredFile;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What directories, folders and names do while nothing crashes: S1, S10, S13, S14. */
abstract class FolderRules extends SegmentRules {
    private static final List<String> BAD_NAMES = List.of("..", ".", "", "a/b", "/etc", "../a", "a\\b", "a\u0000b", "x".repeat(300));
    private static final long RELEASE_MS_MAX = 2_000;

    @Test
    final void S1_secondStorage_isRefusedAndNamesTheDirectory() {
        LogStorage second = bench.create();
        assertFails(() -> second.open(bench.loop)).hasMessageContaining(directory.getFileName().toString());
        // And the first goes on
        byte[] content = noise(100);
        assertSame(bench.contentOf(bench.holding(folder, "a.log", content)), 0, content, "first");
        bench.close(storage);
        LogStorage third = bench.open();
        bench.close(third);
    }

    @Test
    final void S1_secondStorageAfterARefusedOne_isStillRefused() {
        for (int i = 0; i < 3; i++) {
            LogStorage refused = bench.create();
            assertFails(() -> refused.open(bench.loop));
            bench.close(refused);
        }
    }

    @Test
    final void openFolder_twice_isRefused() {
        assertFails(() -> storage.openFolder("strikes-0", bench.loop)).hasMessageContaining("strikes-0");
        bench.loop.await(folder::close);
        bench.loop.await(folder::close);
        bench.loop.await(bench.folder(storage, "strikes-0")::close);
    }

    @Test
    final void folders_areListedRenamedAndDeleted() {
        bench.writeFile(folder, "kept", "text");
        bench.loop.await(bench.folder(storage, "other-1")::close);
        assertThat(bench.loop.await(() -> storage.listFolders(bench.loop))).containsExactly("other-1", "strikes-0");
        assertFails(() -> storage.deleteFolder("strikes-0", bench.loop)).hasMessageContaining("strikes-0");
        bench.loop.await(folder::close);
        // When
        assertFails(() -> storage.renameFolder("strikes-0", "other-1", bench.loop));
        assertFails(() -> storage.renameFolder("absent", "new", bench.loop));
        bench.loop.await(() -> storage.renameFolder("strikes-0", "moved", bench.loop));
        bench.loop.await(() -> storage.deleteFolder("other-1", bench.loop));
        bench.loop.await(() -> storage.deleteFolder("other-1", bench.loop));
        // Then
        assertThat(bench.loop.await(() -> storage.listFolders(bench.loop))).containsExactly("moved");
        assertThat(bench.text(bench.folder(storage, "moved"), "kept")).isEqualTo("text");
        bench.loop.await(() -> storage.deleteFolder("absent", bench.loop));
    }

    @Test
    final void rootFolder_holdsFilesOfItsOwn() {
        StorageFolder root = bench.folder(storage, LogStorage.ROOT);
        assertThat(bench.names(root)).isEmpty();
        bench.writeFile(root, "meta.properties", "version=1");
        assertThat(bench.names(root)).containsExactly("meta.properties");
        assertFails(() -> storage.deleteFolder(LogStorage.ROOT, bench.loop));
    }

    @Test
    final void files_areListedByNameWithTheirSizes() {
        bench.writeFile(folder, "b", "four");
        bench.writeFile(folder, "a", "");
        bench.loop.await(bench.holding(folder, "c.log", noise(5000))::seal);
        assertThat(bench.loop.await(folder::list))
                .containsExactly(new StoredFile("a", 0), new StoredFile("b", 4), new StoredFile("c.log", 5000));
    }

    @Test
    final void smallFile_absentOrTooLong_isRefused() {
        bench.writeFile(folder, "five", "12345");
        assertThatThrownBy(() -> bench.loop.await(() -> folder.readFile("absent", 10))).isInstanceOf(NoSuchFileException.class);
        assertFails(() -> folder.readFile("five", 4)).hasMessageContaining("five");
        assertThat(bench.text(folder, "five")).isEqualTo("12345");
        bench.writeFile(folder, "five", "67");
        assertThat(bench.text(folder, "five")).as("written anew").isEqualTo("67");
    }

    @Test
    final void segment_takenOrAbsent_isRefused() {
        Segment open = bench.holding(folder, "a.log", noise(10));
        assertFails(() -> folder.create("a.log", 100)).hasMessageContaining("a.log");
        assertFails(() -> folder.open("a.log")).hasMessageContaining("a.log");
        assertFails(() -> folder.writeFile("a.log", ByteBuffer.allocate(1)));
        bench.loop.await(open::close);
        assertFails(() -> folder.create("a.log", 100)).hasMessageContaining("a.log");
        assertFails(() -> folder.open("absent.log")).hasMessageContaining("absent.log");
    }

    @Test
    final void S10_rename_replacesTheTarget() {
        bench.writeFile(folder, "checkpoint", "old");
        bench.writeFile(folder, "checkpoint.tmp", "new");
        bench.on(folder, opened -> opened.rename("checkpoint.tmp", "checkpoint"));
        assertThat(bench.text(folder, "checkpoint")).isEqualTo("new");
        assertThat(bench.names(folder)).containsExactly("checkpoint");
        assertFails(() -> folder.rename("absent", "b")).hasMessageContaining("absent");
    }

    @Test
    final void S10_renamedSegment_goesOnUnderItsNewName() {
        byte[] content = noise(3000);
        Segment segment = bench.holding(folder, "a.swap", content);
        bench.holding(folder, "b.log", content);
        assertFails(() -> folder.rename("a.swap", "b.log")).hasMessageContaining("b.log");
        bench.on(folder, opened -> opened.rename("a.swap", "a.log"));
        bench.append(segment, content);
        assertThat(segment.name()).isEqualTo("a.log");
        assertSame(bench.contentOf(segment), content.length, content, "renamed");
        bench.on(folder, opened -> opened.delete("a.log"));
        assertThat(bench.names(folder)).containsExactly("b.log");
    }

    @Test
    final void delete_ofAbsentOrOpenFile_leavesNoName() {
        Segment segment = bench.holding(folder, "a.log", noise(100));
        bench.on(folder, opened -> opened.delete("a.log"));
        bench.on(folder, opened -> opened.delete("a.log"));
        assertThat(bench.names(folder)).isEmpty();
        assertRefused(() -> segment.append(ByteBuffer.wrap(new byte[1])));
        bench.loop.await(bench.holding(folder, "a.log", noise(10))::close);
    }

    @Test
    final void S13_afterClose_nothingIsOpen() {
        // Given
        Segment appending = bench.holding(folder, "a.log", noise(3 * PAGE_BYTES));
        bench.loop.await(bench.holding(folder, "b.log", noise(PAGE_BYTES))::seal);
        bench.loop.await(bench.holding(folder, "c.log", noise(PAGE_BYTES))::close);
        bench.reopen(folder, "c.log");
        bench.holding(folder, "d.log", noise(PAGE_BYTES));
        bench.on(folder, opened -> opened.delete("d.log"));
        FileRange range = bench.loop.call(() -> appending.range(0, 10));
        // When
        bench.close(storage);
        bench.close(storage);
        range.release();
        // Then
        assertThat(within(() -> openFiles(directory).isEmpty())).as("open: %s", openFiles(directory)).isTrue();
        storage = bench.open();
    }

    @Test
    final void S13_afterClose_everythingIsRefused() {
        Segment segment = bench.holding(folder, "a.log", noise(100));
        bench.close(storage);
        assertRefused(() -> segment.append(ByteBuffer.wrap(new byte[1])));
        assertRefused(() -> segment.range(0, 1));
        assertFails(segment::force);
        assertFails(folder::list);
        assertFails(() -> folder.create("b.log", 10));
        assertFails(() -> storage.openFolder("other-0", bench.loop));
        assertFails(() -> storage.listFolders(bench.loop));
    }

    @Test
    final void S13_closeOfWhatWasNeverOpened_completes() {
        bench.close(bench.create());
    }

    @Test
    final void S14_namesThatLeaveTheFolder_areRefused() {
        bench.writeFile(folder, "good", "text");
        for (String bad : BAD_NAMES) {
            assertFails(() -> folder.create(bad, 10));
            assertFails(() -> folder.open(bad));
            assertFails(() -> folder.rename(bad, "b"));
            assertFails(() -> folder.rename("good", bad));
            assertFails(() -> folder.delete(bad));
            assertFails(() -> folder.writeFile(bad, ByteBuffer.allocate(1)));
            assertFails(() -> folder.readFile(bad, 10));
            assertFails(() -> storage.deleteFolder(bad, bench.loop));
            assertFails(() -> storage.renameFolder(bad, "b", bench.loop));
            assertFails(() -> storage.renameFolder("absent", bad, bench.loop));
            if (!bad.equals(LogStorage.ROOT)) {
                assertFails(() -> storage.openFolder(bad, bench.loop));
            }
        }
        assertThat(bench.names(folder)).containsExactly("good");
    }

    /** Whether it becomes true in time: the last release may close a file elsewhere. */
    private boolean within(BooleanSupplier condition) {
        long deadlineNs = bench.loop.clock().nanoTime() + TimeUnit.MILLISECONDS.toNanos(RELEASE_MS_MAX);
        while (!condition.getAsBoolean()) {
            if (bench.loop.clock().nanoTime() - deadlineNs > 0) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }
}
