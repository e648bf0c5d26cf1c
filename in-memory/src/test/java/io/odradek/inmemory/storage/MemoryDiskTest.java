package io.odradek.inmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.StorageException;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.FileRange;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.storage.StoredFile;
import io.odradek.spi.tck.TestEventLoop;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the model takes what the contract does not promise, and nothing else. */
class MemoryDiskTest {
    private static final Path DIRECTORY = Path.of("disk");
    private static final int PIECE_BYTES = 512;
    private static final int PIECE_COUNT = 64;
    private static final int SEED_COUNT = 300;

    private TestEventLoop loop;
    private Workers workers;

    @BeforeEach
    void start() {
        loop = new TestEventLoop();
        workers = Workers.threads("memory-disk-test", 2);
    }

    @AfterEach
    void stop() {
        workers.close();
        loop.close();
    }

    @Test
    void losePower_unforcedPieces_surviveInAnySubset() {
        boolean holeBeforeSurvivor = false;
        boolean allLost = false;
        boolean allKept = false;
        for (int seed = 0; seed < SEED_COUNT; seed++) {
            // Given
            byte[] found = survivorsOf(seed);
            // Then
            int lost = 0;
            int lastSurvivor = -1;
            for (int piece = 0; piece < PIECE_COUNT; piece++) {
                int start = piece * PIECE_BYTES;
                byte first = start < found.length ? found[start] : 0;
                assertThat(first).as("piece %d, seed %d", piece, seed).isIn((byte) 0, (byte) (piece + 1));
                lost += first == 0 ? 1 : 0;
                lastSurvivor = first == 0 ? lastSurvivor : piece;
            }
            holeBeforeSurvivor |= lost > PIECE_COUNT - 1 - lastSurvivor;
            allLost |= lost == PIECE_COUNT;
            allKept |= lost == 0;
        }
        assertThat(holeBeforeSurvivor).as("a later piece survived where an earlier was lost").isTrue();
        assertThat(allLost).as("everything was lost once").isTrue();
        assertThat(allKept).as("nothing was lost once").isTrue();
    }

    @Test
    void losePower_sameSeed_leavesTheSame() {
        assertThat(survivorsOf(7)).isEqualTo(survivorsOf(7));
    }

    /** Appends pieces that nothing forces, to a file whose name was; returns what the file has after the loss of power. */
    private byte[] survivorsOf(long seed) {
        MemoryLogStorageProvider provider = new MemoryLogStorageProvider();
        StorageFolder folder = open(provider);
        Segment segment = loop.await(() -> folder.create("a.log", PIECE_COUNT * PIECE_BYTES));
        loop.await(folder::force);
        loop.await(() -> segment.prepare(PIECE_COUNT * PIECE_BYTES));
        for (int piece = 0; piece < PIECE_COUNT; piece++) {
            byte[] bytes = new byte[PIECE_BYTES];
            Arrays.fill(bytes, (byte) (piece + 1));
            loop.run(() -> segment.append(ByteBuffer.wrap(bytes)));
        }
        provider.disk(DIRECTORY).losePower(RandomSource.seeded(seed));
        StorageFolder again = open(provider);
        return loop.await(() -> again.readFile("a.log", PIECE_COUNT * PIECE_BYTES)).array();
    }

    @Test
    void losePower_unforcedNames_areLostInEveryWay() {
        TreeSet<List<String>> outcomes = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        for (int seed = 0; seed < SEED_COUNT; seed++) {
            // Given
            MemoryLogStorageProvider provider = new MemoryLogStorageProvider();
            StorageFolder folder = open(provider);
            loop.await(() -> folder.writeFile("old", ByteBuffer.allocate(1)));
            loop.await(folder::force);
            loop.await(() -> folder.writeFile("new", ByteBuffer.allocate(1)));
            loop.await(() -> folder.rename("old", "renamed"));
            // When
            provider.disk(DIRECTORY).losePower(RandomSource.seeded(seed));
            // Then
            StorageFolder again = open(provider);
            outcomes.add(loop.await(again::list).stream().map(StoredFile::name).toList());
        }
        assertThat(outcomes)
                .containsExactlyInAnyOrder(
                        List.of("old"), List.of("new", "old"), List.of("renamed"), List.of("new", "renamed"));
    }

    @Test
    void crashProcess_givesTheDirectoryFreeAndForgetsLeases() {
        // Given
        MemoryLogStorageProvider provider = new MemoryLogStorageProvider();
        MemoryDisk disk = provider.disk(DIRECTORY);
        StorageFolder folder = open(provider);
        Segment segment = loop.await(() -> folder.create("a.log", 100));
        loop.await(() -> segment.prepare(100));
        loop.run(() -> segment.append(ByteBuffer.wrap(new byte[] {1, 2, 3})));
        FileRange range = loop.call(() -> segment.range(0, 3));
        assertThat(disk.openRangeCount()).isEqualTo(1);
        assertThat(disk.openSegmentCount()).isEqualTo(1);
        assertThat(disk.isHeld()).isTrue();
        // When
        disk.crashProcess();
        // Then
        assertThat(disk.isHeld()).isFalse();
        assertThat(disk.openRangeCount() + disk.openSegmentCount()).isZero();
        assertThatThrownBy(() -> range.read(0, ByteBuffer.allocate(3)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("died");
        range.release();
        assertThat(disk.openRangeCount()).as("a lease of the dead counts for nobody").isZero();
        StorageFolder again = open(provider);
        assertThat(loop.await(() -> again.open("a.log")).endBytes()).as("with its prepared tail").isEqualTo(100);
    }

    @Test
    void failReads_untilToldOtherwise() {
        MemoryLogStorageProvider provider = new MemoryLogStorageProvider();
        StorageFolder folder = open(provider);
        loop.await(() -> folder.writeFile("a", ByteBuffer.allocate(5)));
        provider.disk(DIRECTORY).failReads(true);
        assertThatThrownBy(() -> loop.await(() -> folder.readFile("a", 10))).isInstanceOf(StorageException.class);
        provider.disk(DIRECTORY).failReads(false);
        assertThat(loop.await(() -> folder.readFile("a", 10)).remaining()).isEqualTo(5);
    }

    @Test
    void dieInNextAppend_leavesAFirstPart() {
        // Given
        MemoryLogStorageProvider provider = new MemoryLogStorageProvider();
        StorageFolder folder = open(provider);
        Segment segment = loop.await(() -> folder.create("a.log", 100));
        loop.await(() -> segment.prepare(10));
        MemoryDisk disk = provider.disk(DIRECTORY);
        disk.dieInNextAppend(0.5, disk::crashProcess);
        // When
        assertThatThrownBy(() -> loop.run(() -> segment.append(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}))))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("died");
        // Then
        StorageFolder again = open(provider);
        Segment found = loop.await(() -> again.open("a.log"));
        ByteBuffer read = ByteBuffer.allocate(10);
        assertThat(loop.call(() -> found.read(0, read))).isEqualTo(10);
        assertThat(read.array()).startsWith(1, 2, 0, 0);
    }

    private StorageFolder open(MemoryLogStorageProvider provider) {
        LogStorage storage = provider.create(PluginContext.of(Map.of()), DIRECTORY, workers);
        loop.await(() -> storage.open(loop));
        return loop.await(() -> storage.openFolder("strikes-0", loop));
    }
}
