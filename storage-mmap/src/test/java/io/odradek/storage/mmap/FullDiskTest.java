package io.odradek.storage.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.StorageException;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.tck.storage.OpenFiles;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up: preparing fails in time, and nothing that was appended is lost. */
class FullDiskTest {
    private static final int CHUNK_BYTES = 4096;
    private static final long STEP_BYTES = 256 * 1024;

    @TempDir
    private Path parent;

    @Test
    void tmpfs_full_losesNoStore() throws Exception {
        try (MountedDisk disk = MountedDisk.tmpfs(parent, 4 << 20)) {
            int chunkCount = fillBySteps(disk.mountPoint().resolve("data"));
            assertThat(chunkCount).as("all but what is kept").isBetween(800, 1024);
            assertEveryChunk(disk.mountPoint().resolve("data"), chunkCount);
        }
    }

    @Test
    void ext4_full_losesNoStoreOnTheDrive() throws Exception {
        try (MountedDisk disk = MountedDisk.ext4(parent, 16 << 20)) {
            int chunkCount = fillBySteps(disk.mountPoint().resolve("data"));
            assertThat(chunkCount).isBetween(2000, 4096);
            disk.remount();
            assertEveryChunk(disk.mountPoint().resolve("data"), chunkCount);
        }
    }

    @Test
    void ext4_fullByOthers_everyPreparedByteHolds() throws Exception {
        try (MountedDisk disk = MountedDisk.ext4(parent, 16 << 20)) {
            Path directory = disk.mountPoint().resolve("data");
            int chunkCount = (int) (8 * STEP_BYTES / CHUNK_BYTES);
            try (MmapBench bench = new MmapBench(directory)) {
                // Given space that was prepared, and not touched, before others took the rest
                Segment segment = bench.create("a.log", 1 << 30);
                bench.prepare(segment, 8 * STEP_BYTES);
                fill(disk.mountPoint().resolve("others"));
                assertThatThrownBy(() -> bench.prepare(segment, 1 << 24)).isInstanceOf(StorageException.class);
                // When
                for (int i = 0; i < chunkCount; i++) {
                    bench.append(segment, chunk(i));
                }
                bench.loop.await(segment::force);
            }
            // Then
            disk.remount();
            assertEveryChunk(directory, chunkCount);
        }
    }

    @Test
    void ext4_fullAndFreed_goesOn() throws Exception {
        try (MountedDisk disk = MountedDisk.ext4(parent, 16 << 20)) {
            Path others = disk.mountPoint().resolve("others");
            try (MmapBench bench = new MmapBench(disk.mountPoint().resolve("data"))) {
                // Given
                Segment segment = bench.create("a.log", 1 << 30);
                fill(others);
                assertThatThrownBy(() -> bench.prepare(segment, STEP_BYTES))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("a.log")
                        .hasMessageContaining("No space left");
                assertThatThrownBy(() -> bench.loop.await(
                                () -> bench.folder.writeFile("checkpoint", ByteBuffer.allocate(1 << 16))))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("checkpoint");
                // When
                Files.delete(others);
                bench.prepare(segment, STEP_BYTES);
                bench.append(segment, chunk(0));
                // Then
                assertThat(bench.read(segment, 0, CHUNK_BYTES)).isEqualTo(chunk(0));
            }
        }
    }

    @Test
    void tmpfs_ofManySegments_leavesNothingOpenAfterClose() throws Exception {
        try (MountedDisk disk = MountedDisk.tmpfs(parent, 8 << 20)) {
            Path directory = disk.mountPoint().resolve("data");
            try (MmapBench bench = new MmapBench(directory)) {
                List<Segment> segments = new ArrayList<>();
                boolean full = false;
                while (!full) {
                    Segment segment = bench.create("segment-" + segments.size(), 1 << 20);
                    segments.add(segment);
                    full = !prepares(bench, segment, 1 << 20);
                }
                assertThat(segments).hasSizeGreaterThan(5);
                StorageFolder folder = bench.folder;
                bench.loop.await(() -> folder.delete("segment-0"));
            }
            assertThat(OpenFiles.below(disk.mountPoint())).isEmpty();
        }
    }

    private static int fillBySteps(Path directory) {
        int chunkCount = 0;
        try (MmapBench bench = new MmapBench(directory)) {
            Segment segment = bench.create("a.log", 1 << 30);
            boolean full = false;
            while (!full) {
                full = !prepares(bench, segment, segment.preparedBytes() + STEP_BYTES);
                while (segment.preparedBytes() - segment.endBytes() >= CHUNK_BYTES) {
                    bench.append(segment, chunk(chunkCount));
                    chunkCount++;
                }
            }
            assertThat(segment.endBytes()).isEqualTo((long) chunkCount * CHUNK_BYTES);
        }
        return chunkCount;
    }

    private static boolean prepares(MmapBench bench, Segment segment, long untilBytes) {
        try {
            bench.prepare(segment, untilBytes);
            return true;
        } catch (StorageException full) {
            assertThat(full).hasMessageContaining("No space left");
            return false;
        }
    }

    private static void assertEveryChunk(Path directory, int chunkCount) {
        try (MmapBench bench = new MmapBench(directory)) {
            Segment segment = bench.open("a.log");
            assertThat(segment.endBytes()).isEqualTo((long) chunkCount * CHUNK_BYTES);
            for (int i = 0; i < chunkCount; i++) {
                assertThat(bench.read(segment, (long) i * CHUNK_BYTES, CHUNK_BYTES)).as("chunk %d", i).isEqualTo(chunk(i));
            }
        }
    }

    private static void fill(Path file) throws Exception {
        byte[] piece = new byte[CHUNK_BYTES];
        try (var out = Files.newOutputStream(file)) {
            boolean full = false;
            while (!full) {
                try {
                    out.write(piece);
                } catch (java.io.IOException noSpace) {
                    full = true;
                }
            }
        }
    }

    /** Bytes that no other chunk has, and no zero among them. */
    private static byte[] chunk(int index) {
        byte[] bytes = new byte[CHUNK_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            buffer.putInt(index | 0x4040_0000);
        }
        return bytes;
    }
}
