package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.OdradekException;
import io.odradek.spi.storage.FileRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A truncation has its place among appends, forces, retention, readers and the end, and fails whole. */
class TruncationOrderTest {
    private FilledLog many = new FilledLog(7);

    @Test
    void truncateTo_whileMuchIsUnderWay_hasItsPlaceInTheOrder() {
        // Given
        PartitionLog log = many.world.open(LogWorld.small().with(Map.of("retention.bytes", "100000")));
        many.fill(log);
        List<CompletableFuture<?>> others = new ArrayList<>();

        // When
        long end = many.world.await(() -> {
            others.add(log.force());
            others.add(log.appendReplicated(Batches.placed(FilledLog.RECORD_COUNT, 50, Batches.of("c"))));
            others.add(log.applyRetention(0));
            CompletableFuture<Long> truncated = log.truncateTo(50);
            others.add(log.appendReplicated(FilledLog.batch(50)));
            others.add(log.force());
            others.add(log.deleteBefore(200));
            others.add(log.truncateTo(FilledLog.RECORD_COUNT));
            others.add(log.appendReplicated(Batches.join(FilledLog.batch(52), FilledLog.batch(54))));
            return truncated;
        });
        many.world.await(() -> CompletableFuture.allOf(others.toArray(CompletableFuture<?>[]::new)));

        // Then
        assertThat(end).isEqualTo(50);
        assertThat(log.endOffset()).isEqualTo(56);
        assertThat(log.logStartOffset()).isBetween(50L, 56L);
        assertThat(log.forcedOffset()).isGreaterThanOrEqualTo(50);
        many.world.restart(log);
        PartitionLog again = many.world.open();
        many.requireLog(again, (int) log.logStartOffset(), 56);
    }

    @Test
    void truncateTo_withAForceAtAnyMoment_neverClaimsToHaveForcedMoreThanThereIs() {
        for (int stepCount = 0; stepCount < 60; stepCount++) {
            // Given: the segment that is cut has to be opened first
            many = new FilledLog(stepCount);
            many.world.restart(many.open());
            PartitionLog log = many.world.open();
            many.world.replicated(log, Batches.placed(FilledLog.RECORD_COUNT, 50, Batches.of("c")));

            // When
            many.world.loop.execute(() -> log.truncateTo(40));
            for (int step = 0; step < stepCount; step++) {
                many.world.time.step();
            }
            many.world.loop.execute(log::force);
            many.world.time.runUntilIdle();

            // Then
            assertThat(log.forcedOffset()).as("after " + stepCount).isEqualTo(40);
            many.world.crash();
            many.requireEnd(many.world.open(), 40);
        }
    }

    @Test
    void truncateTo_thenClose_isEndedFirst() {
        // Given
        PartitionLog log = many.open();

        // When
        many.world.await(() -> {
            CompletableFuture<Long> truncated = log.truncateTo(40);
            CompletableFuture<Void> closed = log.close();
            return truncated.thenCombine(closed, (end, done) -> end);
        });
        many.world.await(() -> many.world.storage.close(many.world.loop));
        many.world.crash();

        // Then
        many.requireEnd(many.world.open(), 40);
    }

    @Test
    void truncateTo_aClosedLogOrANegativeOffset_isRefused() {
        PartitionLog log = many.open();

        assertThatThrownBy(() -> many.truncate(log, -1)).isInstanceOf(IllegalArgumentException.class);
        many.world.await(log::close);
        assertThatThrownBy(() -> many.truncate(log, 3)).isInstanceOf(OdradekException.class).hasMessageContaining("closed");
    }

    @Test
    void truncateTo_whileRangesAreLeased_leavesWhatIsBeforeTheCutReadable() {
        // Given
        PartitionLog log = many.open();
        List<FileRange> ranges = new ArrayList<>();
        List<ByteBuffer> before = new ArrayList<>();
        for (int offset : new int[] {0, 30, 70, 118}) {
            ReadResult.Found found = (ReadResult.Found) many.world.await(() -> log.read(offset, 100, true, Long.MAX_VALUE));
            ranges.add(found.range().orElseThrow());
            before.add(bytesOf(found.range().orElseThrow()));
        }

        // When: 70 and 118 go; their segments are deleted, and not cut
        many.truncate(log, 32);

        // Then
        for (int i = 0; i < ranges.size(); i++) {
            assertThat(bytesOf(ranges.get(i))).isEqualTo(before.get(i));
            ranges.get(i).release();
        }
        assertThat(many.world.disk.openRangeCount()).isZero();
    }

    private static ByteBuffer bytesOf(FileRange range) {
        ByteBuffer bytes = ByteBuffer.allocate(range.sizeBytes());
        range.read(0, bytes);
        return bytes.flip();
    }

    @Test
    void truncateTo_whenTheStorageFails_endsTheLogAndTheNextStartRecoversIt() {
        // Given
        PartitionLog log = many.open();
        many.world.disk.failNextForce();

        // When
        assertThatThrownBy(() -> many.truncate(log, 40)).isInstanceOf(OdradekException.class);

        // Then
        assertThat(log.failure()).isPresent();
        assertThat(many.world.replicate(log, FilledLog.batch(40))).isInstanceOf(AppendResult.Refused.class);
        assertThatThrownBy(() -> many.world.await(log::close)).isInstanceOf(OdradekException.class);
        many.world.crash();
        PartitionLog again = many.world.open();
        assertThat(again.endOffset()).isBetween(40L, (long) FilledLog.RECORD_COUNT);
        many.truncate(again, 40);
        many.requireEnd(again, 40);
    }
}
