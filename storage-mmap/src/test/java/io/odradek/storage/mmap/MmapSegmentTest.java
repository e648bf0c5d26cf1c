package io.odradek.storage.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.odradek.api.StorageException;
import io.odradek.spi.storage.FileRange;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.tck.AllocationMeter;
import io.odradek.spi.tck.storage.OpenFiles;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract cannot see: mappings, descriptors, allocations, and faults of a real file. */
class MmapSegmentTest {
    private static final int PAGE_BYTES = 4096;

    @TempDir
    private Path directory;

    private MmapBench bench;

    @BeforeEach
    void open() {
        bench = new MmapBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
        assertThat(OpenFiles.below(directory)).as("open after close").isEmpty();
    }

    @Test
    void create_withoutData_hasNeitherBlocksNorMapping() throws Exception {
        bench.create("a.log", 1 << 30);
        assertThat(Files.size(file("a.log"))).isZero();
        assertThat(OpenFiles.mappingsBelow(directory)).isEmpty();
    }

    @Test
    void append_throughManyParts_keepsNoMoreThanWhatIsAhead() {
        // Given
        assumeLinux();
        Segment segment = bench.create("a.log", 1 << 20);
        byte[] bytes = new byte[PAGE_BYTES - 1];
        Arrays.fill(bytes, (byte) 7);
        // When
        for (int i = 1; i <= 64; i++) {
            bench.prepare(segment, (long) i * PAGE_BYTES);
            bench.append(segment, bytes);
        }
        bench.loop.await(() -> segment.readForRecovery(0, ByteBuffer.allocate(1)));
        // Then
        assertThat(OpenFiles.mappingsBelow(directory)).hasSizeLessThanOrEqualTo(2);
        assertThat(bench.read(segment, 0, 64 * bytes.length)).containsOnly((byte) 7);
    }

    @Test
    void prepare_many_touchesEachByteOnce() {
        Segment segment = bench.create("a.log", 100_003);
        for (int until = 1; until <= 100_003; until += 777) {
            bench.prepare(segment, until);
        }
        bench.prepare(segment, Long.MAX_VALUE);
        assertThat(segment.preparedBytes()).isEqualTo(100_003);
        byte[] bytes = new byte[100_003];
        Arrays.fill(bytes, (byte) 3);
        bench.append(segment, bytes);
        assertThat(bench.read(segment, 0, 100_003)).containsOnly((byte) 3);
    }

    @Test
    void seal_unmapsAndCuts() throws Exception {
        Segment segment = bench.create("a.log", 1 << 20);
        bench.prepare(segment, 1 << 20);
        bench.append(segment, new byte[1000]);
        assertThat(Files.size(file("a.log"))).isEqualTo(1 << 20);
        bench.loop.await(segment::seal);
        assertThat(Files.size(file("a.log"))).isEqualTo(1000);
        assertThat(OpenFiles.mappingsBelow(directory)).isEmpty();
    }

    @Test
    void delete_withOpenRange_keepsTheFileUntilItIsReleased() {
        assumeLinux();
        Segment segment = bench.create("a.log", 1 << 20);
        bench.prepare(segment, 1 << 20);
        bench.append(segment, new byte[] {1, 2, 3});
        FileRange range = bench.loop.call(() -> segment.range(0, 3));
        bench.loop.await(() -> bench.folder.delete("a.log"));
        assertThat(OpenFiles.mappingsBelow(directory)).isEmpty();
        assertThat(OpenFiles.descriptorsBelow(directory)).anyMatch(open -> open.contains("a.log"));
        ByteBuffer target = ByteBuffer.allocate(3);
        range.read(0, target);
        assertThat(target.array()).containsExactly(1, 2, 3);
        range.release();
    }

    @Test
    void append_allocatesNothing() {
        // Given
        AllocationMeter meter = new AllocationMeter();
        Segment segment = bench.create("a.log", 1 << 20);
        bench.prepare(segment, 1 << 20);
        ByteBuffer heap = ByteBuffer.allocate(100);
        ByteBuffer direct = ByteBuffer.allocateDirect(100);
        bench.loop.run(() -> appendMany(segment, heap, direct));
        // When
        long allocatedBytes = bench.loop.call(() -> {
            long before = meter.allocatedBytes();
            appendMany(segment, heap, direct);
            return meter.allocatedBytes() - before;
        });
        // Then: what the meter itself takes is less than a byte for each append
        assertThat(allocatedBytes).isLessThan(1000);
    }

    private static void appendMany(Segment segment, ByteBuffer heap, ByteBuffer direct) {
        for (int i = 0; i < 1000; i++) {
            segment.append(heap.clear());
            segment.append(direct.clear());
        }
    }

    @Test
    void force_thatFails_poisons() throws Exception {
        // Given a file that was closed behind the segment's back
        Segment segment = bench.create("a.log", 1 << 20);
        bench.prepare(segment, 1 << 20);
        bench.append(segment, new byte[10]);
        FileRange range = bench.loop.call(() -> segment.range(0, 10));
        range.channel().orElseThrow().close();
        range.release();
        // When
        assertThatThrownBy(() -> bench.loop.await(segment::force))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("a.log");
        // Then
        assertThatThrownBy(() -> bench.append(segment, new byte[1]))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("earlier fault");
        assertThatThrownBy(() -> bench.loop.await(segment::force)).hasMessageContaining("earlier fault");
    }

    @Test
    void append_intoAFileThatOthersShortened_poisons() throws Exception {
        assumeThat(Runtime.version().feature())
                .as("a JVM that tells of a fault where it happens; older ones tell later")
                .isGreaterThanOrEqualTo(25);
        // Given code that was compiled, which is where a fault could be told too late
        Segment warm = bench.create("warm.log", 1 << 24);
        bench.prepare(warm, 1 << 24);
        ByteBuffer little = ByteBuffer.allocate(200);
        bench.loop.run(() -> {
            while (warm.endBytes() + 200 <= warm.preparedBytes()) {
                warm.append(little.clear());
            }
        });
        Segment segment = bench.create("a.log", 1 << 20);
        bench.prepare(segment, 1 << 20);
        byte[] stored = new byte[PAGE_BYTES];
        Arrays.fill(stored, (byte) 9);
        bench.append(segment, stored);
        try (FileChannel other = FileChannel.open(file("a.log"), StandardOpenOption.WRITE)) {
            other.truncate(PAGE_BYTES);
        }
        // When
        assertThatThrownBy(() -> bench.append(segment, new byte[2 * PAGE_BYTES]))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("a.log");
        // Then
        assertThat(segment.endBytes()).isEqualTo(PAGE_BYTES);
        assertThatThrownBy(() -> bench.append(segment, new byte[1])).hasMessageContaining("earlier fault");
        assertThat(bench.read(segment, 0, PAGE_BYTES)).isEqualTo(stored);
    }

    private Path file(String name) {
        return directory.resolve("strikes-0").resolve(name);
    }

    private static void assumeLinux() {
        assumeThat(Path.of("/proc/self/maps")).as("what is mapped can be asked for").exists();
    }
}
