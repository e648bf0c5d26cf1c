package io.odradek.spi.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.spi.storage.FileRange;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a segment does while nothing crashes: S2, S5 to S9, S12. */
abstract class SegmentRules extends StorageRules {
    private static final int CAPACITY_BYTES = 300_000;

    StorageFolder folder;

    @SuppressWarnings("NullAway.Init")
    SegmentRules() {}

    @BeforeEach
    final void openFolder() {
        folder = bench.folder(storage, "strikes-0");
    }

    @Test
    final void S2_appendedBytes_areReadAtOnce() {
        // Given
        Segment segment = bench.create(folder, "a.log", CAPACITY_BYTES);
        byte[] expected = noise(CAPACITY_BYTES);
        int at = 0;
        while (at < CAPACITY_BYTES) {
            int sizeBytes = Math.min(1 + random.nextInt(9000), CAPACITY_BYTES - at);
            if (segment.preparedBytes() < at + sizeBytes) {
                bench.prepare(segment, at + sizeBytes + random.nextInt(20_000));
            }
            // When
            ByteBuffer source = random.nextInt(2) == 0 ? ByteBuffer.allocate(sizeBytes + 7) : ByteBuffer.allocateDirect(sizeBytes + 7);
            source.position(7).put(expected, at, sizeBytes).flip().position(7);
            int from = at;
            byte[] read = new byte[sizeBytes];
            bench.loop.run(() -> {
                segment.append(source);
                assertThat(segment.read(from, ByteBuffer.wrap(read))).isEqualTo(sizeBytes);
            });
            // Then
            assertSame(expected, at, read, "appended at " + at);
            assertThat(source.remaining()).as("the source is consumed").isZero();
            at += sizeBytes;
            assertThat(segment.endBytes()).isEqualTo(at);
        }
        assertSame(bench.contentOf(segment), 0, expected, "whole segment");
    }

    @Test
    final void S2_read_stopsAtTheEndAndAtTheTargetsLimit() {
        byte[] content = noise(5000);
        Segment segment = bench.holding(folder, "a.log", content);
        bench.loop.run(() -> {
            ByteBuffer target = ByteBuffer.allocate(100).limit(30);
            assertThat(segment.read(10, target)).isEqualTo(30);
            assertThat(target.limit()).isEqualTo(30);
            assertThat(segment.read(4990, ByteBuffer.allocate(100))).isEqualTo(10);
            assertThat(segment.read(5000, ByteBuffer.allocate(100))).isZero();
        });
    }

    @Test
    final void S2_appendsDuringPrepare_areReadBack() {
        // Given
        Segment segment = bench.prepared(folder, "a.log", PAGE_BYTES);
        bench.loop.await(segment::close);
        Segment grown = bench.create(folder, "b.log", CAPACITY_BYTES);
        bench.prepare(grown, 3 * PAGE_BYTES);
        byte[] during = noise(PAGE_BYTES + 100);
        byte[] after = noise(10 * PAGE_BYTES);
        // When
        bench.loop.await(() -> {
            CompletableFuture<Void> preparing = grown.prepare(20L * PAGE_BYTES);
            grown.append(ByteBuffer.wrap(during));
            return preparing;
        });
        bench.append(grown, after);
        // Then
        assertSame(bench.contentOf(grown), 0, during, "appended during prepare");
        assertSame(bench.contentOf(grown), during.length, after, "appended after prepare");
    }

    @Test
    final void S2_afterClose_theBytesAreThere() {
        byte[] content = noise(10_000);
        Segment segment = bench.holding(folder, "a.log", content);
        bench.loop.await(segment::close);
        Segment again = bench.reopen(folder, "a.log");
        assertThat(again.endBytes()).isEqualTo(content.length);
        assertSame(bench.contentOf(again), 0, content, "reopened");
    }

    @Test
    final void S2_resumed_goesOnAtItsEnd() {
        // Given
        byte[] first = noise(5000);
        byte[] second = noise(6000);
        bench.loop.await(bench.holding(folder, "a.log", first)::close);
        Segment segment = bench.reopen(folder, "a.log");
        assertRefused(() -> segment.append(ByteBuffer.allocate(1)));
        // When
        bench.loop.await(() -> segment.resume(20_000));
        bench.prepare(segment, 11_000);
        bench.append(segment, second);
        // Then
        assertSame(bench.contentOf(segment), 0, first, "what was there");
        assertSame(bench.contentOf(segment), first.length, second, "what came after");
        assertFails(() -> segment.resume(30_000));
    }

    @Test
    final void S8_sealedAndOpenedAgain_isCutAndGoesOnThere() {
        // Given
        byte[] first = noise(9000);
        byte[] second = noise(6000);
        Segment sealed = bench.holding(folder, "a.log", first);
        bench.loop.await(sealed::seal);
        bench.loop.await(sealed::close);
        Segment segment = bench.reopen(folder, "a.log");
        // When
        bench.loop.await(() -> segment.cutTail(5000));
        bench.loop.await(() -> segment.resume(20_000));
        bench.prepare(segment, 11_000);
        bench.append(segment, second);
        // Then
        assertSame(first, 0, firstOf(segment, 5000), "before the cut");
        assertSame(bench.contentOf(segment), 5000, second, "what came after");
        bench.loop.await(segment::seal);
        assertThat(bench.sizeBytes(folder, "a.log")).isEqualTo(11_000);
    }

    @Test
    final void S5_appendBeyondThePreparedRange_isRefusedWhole() {
        // Given
        Segment segment = bench.create(folder, "a.log", 2 * PAGE_BYTES);
        assertRefused(() -> segment.append(ByteBuffer.allocate(1)));
        bench.prepare(segment, Long.MAX_VALUE);
        assertThat(segment.preparedBytes()).as("prepared no further than the capacity").isEqualTo(2 * PAGE_BYTES);
        byte[] content = noise(2 * PAGE_BYTES - 10);
        bench.append(segment, content);
        // When
        ByteBuffer tooMuch = ByteBuffer.wrap(noise(11));
        assertRefused(() -> segment.append(tooMuch)).hasMessageContaining("a.log");
        // Then
        assertThat(tooMuch.remaining()).as("the refused source is untouched").isEqualTo(11);
        assertThat(segment.endBytes()).isEqualTo(content.length);
        assertSame(bench.contentOf(segment), 0, content, "what was there");
        byte[] fitting = noise(10);
        bench.append(segment, fitting);
        assertSame(bench.contentOf(segment), content.length, fitting, "what fits");
    }

    @Test
    final void S6_withoutSpace_prepareFailsAndTheRestHolds() {
        // Given
        FaultModel faults = faultModel();
        Segment segment = bench.create(folder, "a.log", 1 << 20);
        bench.prepare(segment, 10L * PAGE_BYTES);
        faults.leaveSpace(2 * PAGE_BYTES);
        // When
        assertFails(() -> segment.prepare(1 << 19)).hasMessageContaining("a.log");
        // Then
        assertThat(segment.preparedBytes()).as("prepared range").isEqualTo(10L * PAGE_BYTES);
        byte[] content = noise(10 * PAGE_BYTES);
        bench.append(segment, content);
        assertSame(bench.contentOf(segment), 0, content, "appended on the full disk");
        // And
        faults.leaveSpace(Long.MAX_VALUE);
        bench.prepare(segment, 12L * PAGE_BYTES);
        bench.append(segment, noise(PAGE_BYTES));
        assertSame(bench.contentOf(segment), 0, content, "after space came back");
    }

    @Test
    final void S7_afterAFailedForce_theSegmentIsPoisoned() {
        FaultModel faults = faultModel();
        byte[] content = noise(3 * PAGE_BYTES);
        Segment segment = bench.holding(folder, "a.log", content);
        faults.failNextForce();
        assertFails(segment::force).hasMessageContaining("a.log");
        assertPoisoned(segment, content);
    }

    @Test
    final void S7_afterAFaultWhileStoring_theSegmentIsPoisoned() {
        FaultModel faults = faultModel();
        byte[] content = noise(3 * PAGE_BYTES);
        Segment segment = bench.holding(folder, "a.log", content);
        faults.failNextAppend();
        assertRefused(() -> segment.append(ByteBuffer.wrap(noise(10)))).hasMessageContaining("a.log");
        assertPoisoned(segment, content);
    }

    private void assertPoisoned(Segment segment, byte[] content) {
        assertRefused(() -> segment.append(ByteBuffer.wrap(new byte[1])));
        assertFails(() -> segment.prepare(Long.MAX_VALUE));
        assertFails(segment::force);
        assertThat(segment.endBytes()).as("end").isEqualTo(content.length);
        assertSame(bench.contentOf(segment), 0, content, "reads below the end go on");
    }

    @Test
    final void S8_cutTail_leavesNothingBehindTheEnd() {
        byte[] content = noise(5 * PAGE_BYTES);
        Segment appending = bench.holding(folder, "a.log", content);
        bench.loop.await(bench.holding(folder, "b.log", content)::close);
        Segment reading = bench.reopen(folder, "b.log");
        for (Segment segment : List.of(appending, reading)) {
            // When
            int endBytes = 1 + random.nextInt(content.length - 1);
            bench.loop.await(() -> segment.cutTail(endBytes));
            // Then
            assertThat(segment.endBytes()).isEqualTo(endBytes);
            assertThat(bench.contentOf(segment).length).isEqualTo(endBytes);
            assertThat(behind(segment, endBytes)).as("behind the end at %d, %s", endBytes, seed).containsOnly((byte) 0);
            assertSame(content, 0, firstOf(segment, endBytes), "below the end");
            assertFails(() -> segment.cutTail(endBytes + 1L));
        }
    }

    @Test
    final void S8_afterCutTail_appendsGoOnAtTheNewEnd() {
        // Given
        byte[] content = noise(5 * PAGE_BYTES);
        Segment segment = bench.holding(folder, "a.log", content);
        int endBytes = random.nextInt(content.length);
        // When, with space being prepared and data being forced while it is cut
        bench.loop.await(() -> {
            CompletableFuture<Void> preparing = segment.prepare(10L * PAGE_BYTES);
            CompletableFuture<Long> forcing = segment.force();
            CompletableFuture<Void> cutting = segment.cutTail(endBytes);
            assertThat(segment.preparedBytes()).as("nothing fits while it is cut").isEqualTo(endBytes);
            return CompletableFuture.allOf(preparing.handle((done, failure) -> null), forcing, cutting);
        });
        byte[] more = noise(2 * PAGE_BYTES);
        bench.prepare(segment, endBytes + more.length);
        bench.append(segment, more);
        // Then
        assertSame(content, 0, firstOf(segment, endBytes), "below the cut");
        assertSame(bench.contentOf(segment), endBytes, more, "behind the cut");
        bench.loop.await(segment::seal);
        assertThat(bench.sizeBytes(folder, "a.log")).isEqualTo(endBytes + more.length);
    }

    private byte[] firstOf(Segment segment, int sizeBytes) {
        ByteBuffer target = ByteBuffer.allocate(sizeBytes);
        bench.loop.run(() -> segment.read(0, target));
        return target.array();
    }

    /** What recovery finds behind the end; a zero where that is nothing. */
    private byte[] behind(Segment segment, long endBytes) {
        ByteBuffer target = ByteBuffer.allocate(20 * PAGE_BYTES);
        int readBytes = bench.loop.await(() -> segment.readForRecovery(endBytes, target));
        return readBytes <= 0 ? new byte[1] : StorageBench.bytesOf(target.flip());
    }

    @Test
    final void S9_sealedSegment_isAsLongAsItsEndAndTakesNothing() {
        // Given
        byte[] content = noise(2 * PAGE_BYTES + 17);
        Segment segment = bench.holding(folder, "a.log", content);
        // When
        bench.loop.await(segment::seal);
        bench.loop.await(segment::seal);
        // Then
        assertThat(bench.sizeBytes(folder, "a.log")).as("file").isEqualTo(content.length);
        assertThat(segment.preparedBytes()).isEqualTo(content.length);
        assertRefused(() -> segment.append(ByteBuffer.wrap(new byte[1]))).hasMessageContaining("a.log");
        assertFails(() -> segment.prepare(Long.MAX_VALUE));
        assertFails(() -> segment.resume(Long.MAX_VALUE));
        assertSame(bench.contentOf(segment), 0, content, "sealed");
    }

    @Test
    final void S9_close_sealsWhatTakesAppends() {
        byte[] content = noise(2 * PAGE_BYTES + 17);
        Segment segment = bench.holding(folder, "a.log", content);
        bench.loop.await(segment::close);
        bench.loop.await(segment::close);
        assertThat(bench.sizeBytes(folder, "a.log")).as("file").isEqualTo(content.length);
        assertRefused(() -> segment.append(ByteBuffer.wrap(new byte[1])));
        assertRefused(() -> segment.read(0, ByteBuffer.allocate(1)));
    }

    @Test
    final void S12_range_readsTheSameUntilItIsReleased() {
        // Given
        byte[] content = noise(6 * PAGE_BYTES);
        List<FileRange> ranges = new ArrayList<>();
        Segment sealed = bench.holding(folder, "sealed.log", content);
        Segment closed = bench.holding(folder, "closed.log", content);
        Segment deleted = bench.holding(folder, "deleted.log", content);
        Segment gone = bench.holding(folder, "gone.log", content);
        for (Segment segment : List.of(sealed, closed, deleted, gone)) {
            ranges.add(bench.loop.call(() -> segment.range(100, 5 * PAGE_BYTES)));
        }
        // When
        bench.loop.await(sealed::seal);
        bench.loop.await(closed::close);
        bench.on(folder, opened -> opened.delete("deleted.log"));
        bench.loop.await(gone::close);
        bench.on(folder, opened -> opened.delete("gone.log"));
        bench.close(storage);
        // Then
        for (FileRange range : ranges) {
            assertThat(range.sizeBytes()).isEqualTo(5 * PAGE_BYTES);
            ByteBuffer target = ByteBuffer.allocate(6 * PAGE_BYTES);
            assertThat(range.read(50, target)).as("no more than the range has").isEqualTo(5 * PAGE_BYTES - 50);
            assertSame(content, 150, StorageBench.bytesOf(target.flip()), "range");
            range.release();
            assertThatThrownBy(range::release).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    final void S12_channelOfARange_holdsTheSameBytes() throws Exception {
        byte[] content = noise(2 * PAGE_BYTES);
        Segment segment = bench.holding(folder, "a.log", content);
        FileRange range = bench.loop.call(() -> segment.range(1000, 3000));
        ByteBuffer target = ByteBuffer.allocate(3000);
        if (range.channel().isPresent()) {
            int readBytes = range.channel().get().read(target, range.positionBytes());
            assertThat(readBytes).isEqualTo(3000);
            assertSame(content, 1000, target.array(), "channel");
        }
        range.release();
    }

    @Test
    final void S12_rangeAboveTheEnd_isRefused() {
        Segment segment = bench.holding(folder, "a.log", noise(100));
        bench.loop.run(() -> {
            assertThatThrownBy(() -> segment.range(50, 51)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> segment.range(-1, 10)).isInstanceOf(IllegalArgumentException.class);
        });
    }
}
