package io.odradek.producer.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
    private static final int MIB = 1024 * 1024;
    private static final long SEED = 42;

    private static MemoryBlock taken(MemoryPool pool, int sizeBytes) {
        MemoryBlock block = pool.tryAcquire(sizeBytes);
        if (block == null) {
            throw new AssertionError("no memory for " + sizeBytes);
        }
        return block;
    }

    @Test
    void tryAcquire_smallSizes_takesTheSmallestBlockThatFits() {
        MemoryPool pool = new MemoryPool(4 * MIB);

        assertThat(taken(pool, 1).sizeBytes()).isEqualTo(1024);
        assertThat(taken(pool, 1025).sizeBytes()).isEqualTo(4096);
        assertThat(taken(pool, 65_536).sizeBytes()).isEqualTo(65_536);
        assertThat(pool.usedBytes()).isEqualTo(1024 + 4096 + 65_536);
    }

    @Test
    void release_allPieces_makesTheSlabWholeAgain() {
        MemoryPool pool = new MemoryPool(4 * MIB);
        List<MemoryBlock> pieces = new ArrayList<>();
        for (int i = 0; i < 4 * 1024; i++) {
            pieces.add(taken(pool, 1024));
        }
        assertThat(pool.tryAcquire(1)).isNull();

        pieces.forEach(MemoryBlock::release);

        for (int i = 0; i < 4; i++) {
            assertThat(taken(pool, MIB).sizeBytes()).isEqualTo(MIB);
        }
        assertThat(pool.tryAcquire(1)).isNull();
    }

    @Test
    void release_limitLowered_nextOwnerSeesAllOfIt() {
        MemoryPool pool = new MemoryPool(MIB);
        MemoryBlock block = taken(pool, 65_536);
        block.buffer().limit(10);
        block.release();

        MemoryBlock small = taken(pool, 1024);
        small.release();

        assertThat(taken(pool, 65_536).buffer().remaining()).isEqualTo(65_536);
    }

    @Test
    void release_twice_isRefused() {
        MemoryPool pool = new MemoryPool(MIB);
        MemoryBlock block = taken(pool, 1024);
        block.release();

        assertThatThrownBy(block::release).isInstanceOf(IllegalStateException.class).hasMessageContaining("twice");
        assertThat(pool.usedBytes()).isZero();
    }

    @Test
    void tryAcquire_random_blocksNeverOverlapAndAllComeBack() {
        Random random = new Random(SEED);
        MemoryPool pool = new MemoryPool(2 * MIB);
        List<MemoryBlock> held = new ArrayList<>();
        List<Byte> marks = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(100) < 55) {
                MemoryBlock block = pool.tryAcquire(1 << random.nextInt(18));
                if (block != null) {
                    byte mark = (byte) random.nextInt();
                    ByteBuffer buffer = block.buffer();
                    buffer.put(0, mark).put(buffer.capacity() - 1, mark);
                    held.add(block);
                    marks.add(mark);
                }
            } else if (!held.isEmpty()) {
                int index = random.nextInt(held.size());
                MemoryBlock block = held.remove(index);
                byte mark = marks.remove(index);
                assertThat(block.buffer().get(0)).as("seed %d", SEED).isEqualTo(mark);
                assertThat(block.buffer().get(block.sizeBytes() - 1)).as("seed %d", SEED).isEqualTo(mark);
                block.release();
            }
            assertThat(pool.usedBytes()).isLessThanOrEqualTo(pool.capacityBytes());
        }
        held.forEach(MemoryBlock::release);
        assertThat(pool.usedBytes()).isZero();
        assertThat(taken(pool, MIB).sizeBytes()).isEqualTo(MIB);
        assertThat(taken(pool, MIB).sizeBytes()).isEqualTo(MIB);
    }

    @Test
    void tryAcquire_memoryIsShort_givesWhatIsNeededAndNotWhatIsHopedFor() {
        MemoryPool pool = new MemoryPool(256 * 1024);
        int sizeBytesOfFirst = pool.tryAcquire(100, 64 * 1024).sizeBytes();
        int blockCount = 1;
        int sizeBytesOfLast = sizeBytesOfFirst;
        for (MemoryBlock block = pool.tryAcquire(100, 64 * 1024); block != null; block = pool.tryAcquire(100, 64 * 1024)) {
            sizeBytesOfLast = block.sizeBytes();
            blockCount++;
        }

        assertThat(sizeBytesOfFirst).isEqualTo(16 * 1024);
        assertThat(sizeBytesOfLast).isEqualTo(1024);
        assertThat(blockCount).isGreaterThan(32);
        assertThat(pool.usedBytes()).isEqualTo(pool.capacityBytes());
    }

    @Test
    void tryAcquire_memoryIsAmple_givesWhatIsHopedFor() {
        MemoryPool pool = new MemoryPool(32 * MIB);

        assertThat(pool.tryAcquire(100, 64 * 1024).sizeBytes()).isEqualTo(64 * 1024);
        assertThat(pool.tryAcquire(100, 1).sizeBytes()).isEqualTo(1024);
        assertThat(pool.tryAcquire(3 * MIB, 1).sizeBytes()).isEqualTo(3 * MIB);
    }

    @Test
    void acquire_noMemory_waitsUntilSomeIsGivenBack() throws Exception {
        // Given
        MemoryPool pool = new MemoryPool(4096);
        MemoryBlock held = taken(pool, 1024);
        List<MemoryBlock> rest = new ArrayList<>();
        for (MemoryBlock more = pool.tryAcquire(1024); more != null; more = pool.tryAcquire(1024)) {
            rest.add(more);
        }
        CountDownLatch started = new CountDownLatch(1);

        // When
        CompletableFuture<MemoryBlock> waiter = CompletableFuture.supplyAsync(() -> {
            started.countDown();
            return pool.acquire(1024, TimeUnit.SECONDS.toNanos(20));
        });
        started.await();
        held.release();

        // Then
        assertThat(waiter.get(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void acquire_timeOver_givesNothing() {
        MemoryPool pool = new MemoryPool(1024);
        taken(pool, 1024);

        assertThat(pool.acquire(1, TimeUnit.MILLISECONDS.toNanos(5))).isNull();
        assertThat(pool.count(1, TimeUnit.MILLISECONDS.toNanos(5))).isFalse();
    }

    @Test
    void count_bytesOnTheHeap_takeRoomFromBlocks() {
        MemoryPool pool = new MemoryPool(8192);
        assertThat(pool.tryCount(8000)).isTrue();

        assertThat(pool.tryAcquire(1024)).isNull();
        assertThat(pool.tryCount(500)).isFalse();
        pool.uncount(8000);

        assertThat(pool.tryAcquire(1024)).isNotNull();
    }

    @Test
    void acquireBeyond_noRoom_lendsAllTheSame() {
        MemoryPool pool = new MemoryPool(1024);
        taken(pool, 1024);

        MemoryBlock beyond = pool.acquireBeyond(3000);

        assertThat(beyond.sizeBytes()).isEqualTo(3000);
        beyond.release();
        assertThat(pool.usedBytes()).isEqualTo(1024);
    }
}
