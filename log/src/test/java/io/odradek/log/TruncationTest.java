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

/** What is taken back is gone for good, what is before it stays, and the log goes on from there. */
class TruncationTest {
    private static final int BATCH_COUNT = 60;
    private static final int RECORD_COUNT = 2 * BATCH_COUNT;
    private static final int EPOCH_BATCH_COUNT = 7;

    private LogWorld world = new LogWorld(7);

    /** A log of many segments: batch i has the records 2i and 2i + 1, of epoch i / 7. */
    private PartitionLog filled() {
        PartitionLog log = world.open();
        fill(log);
        return log;
    }

    private void fill(PartitionLog log) {
        while (log.endOffset() < RECORD_COUNT) {
            world.replicated(log, batch((int) log.endOffset() / 2));
        }
        world.time.runUntilIdle();
    }

    private static ByteBuffer batch(int index) {
        return Batches.placed(
                2L * index, index / EPOCH_BATCH_COUNT, Batches.at(Batches.TIMESTAMP_MS + index, valueAt(2 * index), valueAt(2 * index + 1)));
    }

    private static String valueAt(int offset) {
        return offset % 2 == 0 ? "a" + offset : "b" + offset + "x".repeat(offset * 37 % 900 + 600);
    }

    private void requireEnd(PartitionLog log, int endOffset) {
        requireLog(log, 0, endOffset);
    }

    private void requireLog(PartitionLog log, int startOffset, int endOffset) {
        String what = "to " + endOffset;
        assertThat(log.logStartOffset()).as(what).isEqualTo(startOffset);
        assertThat(log.endOffset()).as(what).isEqualTo(endOffset);
        assertThat(log.highWatermark()).as(what).isLessThanOrEqualTo(endOffset);
        assertThat(log.forcedOffset()).as(what).isLessThanOrEqualTo(endOffset);
        List<String> values = new ArrayList<>();
        for (int offset = startOffset; offset < endOffset; offset++) {
            values.add(valueAt(offset));
        }
        assertThat(world.values(log, startOffset)).as(what).isEqualTo(values);
        int lastEpoch = (endOffset / 2 - 1) / EPOCH_BATCH_COUNT;
        boolean empty = startOffset == endOffset;
        assertThat(log.endOf(lastEpoch)).as(what).isEqualTo(empty ? EpochEnd.UNKNOWN : new EpochEnd(lastEpoch, endOffset));
        assertThat(world.await(log::maxTimestamp).map(TimestampedOffset::timestampMs).orElse(-1L))
                .as(what)
                .isEqualTo(empty ? -1 : Batches.TIMESTAMP_MS + endOffset / 2 - 1);
        assertThat(world.await(() -> log.read(endOffset + 1, 100, true, Long.MAX_VALUE))).as(what).isInstanceOf(ReadResult.Refused.class);
    }

    private long truncate(PartitionLog log, long offset) {
        return world.await(() -> log.truncateTo(offset));
    }

    private static int evenBefore(int offset) {
        return offset / 2 * 2;
    }

    @Test
    void truncateTo_anyOffset_leavesWhatIsBeforeItsBatchAndGoesOnThere() {
        for (int offset = 0; offset < RECORD_COUNT; offset += 1 + offset % 3) {
            // Given
            world = new LogWorld(offset);
            PartitionLog log = filled();

            // When
            long end = truncate(log, offset);

            // Then
            assertThat(end).isEqualTo(evenBefore(offset));
            requireEnd(log, evenBefore(offset));
            fill(log);
            requireEnd(log, RECORD_COUNT);
            world.crash();
            requireEnd(world.open(), RECORD_COUNT);
        }
    }

    @Test
    void truncateTo_anyOffset_isNotUndoneByACrash() {
        for (int offset = 0; offset < RECORD_COUNT; offset += 1 + offset % 4) {
            // Given
            world = new LogWorld(offset);
            PartitionLog log = filled();

            // When
            truncate(log, offset);
            world.crash();

            // Then
            PartitionLog again = world.open();
            requireEnd(again, evenBefore(offset));
            fill(again);
            world.restart(again);
            requireEnd(world.open(), RECORD_COUNT);
        }
    }

    @Test
    void truncateTo_anyOffset_isNotUndoneByALossOfPower() {
        for (int offset = 0; offset < RECORD_COUNT; offset++) {
            // Given
            world = new LogWorld(offset);
            PartitionLog log = filled();
            int forced = (int) log.forcedOffset();

            // When
            truncate(log, offset);
            world.losePower();

            // Then
            PartitionLog again = world.open();
            assertThat(again.endOffset()).isBetween((long) Math.min(forced, evenBefore(offset)), (long) evenBefore(offset));
            requireEnd(again, (int) again.endOffset());
            fill(again);
            requireEnd(again, RECORD_COUNT);
        }
    }

    @Test
    void truncateTo_afterARestart_cutsASegmentThatWasClosed() {
        for (int offset = 1; offset < RECORD_COUNT; offset += 7) {
            // Given
            world = new LogWorld(offset);
            world.restart(filled());
            PartitionLog log = world.open();

            // When
            truncate(log, offset);

            // Then
            requireEnd(log, evenBefore(offset));
            fill(log);
            requireEnd(log, RECORD_COUNT);
            world.restart(log);
            requireEnd(world.open(), RECORD_COUNT);
        }
    }

    @Test
    void truncateTo_againAndAgain_endsInAnEmptyLog() {
        PartitionLog log = filled();
        for (int offset = RECORD_COUNT; offset >= 0; offset -= 9) {
            truncate(log, offset);
            requireEnd(log, evenBefore(offset));
        }

        truncate(log, 0);

        requireEnd(log, 0);
        fill(log);
        requireEnd(log, RECORD_COUNT);
        world.crash();
        requireEnd(world.open(), RECORD_COUNT);
    }

    @Test
    void truncateTo_theEndOrBehindIt_changesNothing() {
        PartitionLog log = filled();
        long forced = log.forcedOffset();

        assertThat(truncate(log, RECORD_COUNT)).isEqualTo(RECORD_COUNT);
        assertThat(truncate(log, Long.MAX_VALUE)).isEqualTo(RECORD_COUNT);

        requireEnd(log, RECORD_COUNT);
        assertThat(log.forcedOffset()).isEqualTo(forced);
    }

    @Test
    void truncateTo_theEnd_forgetsAnEpochThatHasNoRecord() {
        // Given: a leader that was deposed before it appended
        PartitionLog log = filled();
        world.await(() -> log.beginEpoch(50));

        // When
        truncate(log, RECORD_COUNT);

        // Then
        requireEnd(log, RECORD_COUNT);
        world.crash();
        assertThat(world.open().latestLeaderEpoch()).hasValue((BATCH_COUNT - 1) / EPOCH_BATCH_COUNT);
    }

    @Test
    void truncateTo_insideTheFirstBatchThatIsShown_leavesAnEmptyLogThatStartsThere() {
        // Given
        PartitionLog log = filled();
        world.await(() -> log.deleteBefore(31));

        // When
        long end = truncate(log, 31);

        // Then
        assertThat(end).isEqualTo(30);
        requireLog(log, 30, 30);
        world.crash();
        PartitionLog again = world.open();
        requireLog(again, 30, 30);
        world.replicated(again, batch(15));
        requireLog(again, 30, 32);
    }

    @Test
    void truncateTo_beforeAllThatIsLeft_leavesAnEmptyLogThatStartsThere() {
        for (int offset : new int[] {0, 3, 29, 60}) {
            // Given
            world = new LogWorld(offset);
            PartitionLog log = filled();
            world.await(() -> log.deleteBefore(80));

            // When
            long end = truncate(log, offset);

            // Then
            assertThat(end).isLessThanOrEqualTo(offset);
            requireLog(log, (int) end, (int) end);
            world.losePower();
            PartitionLog again = world.open();
            requireLog(again, (int) end, (int) end);
            world.crash();
            assertThat(world.files()).filteredOn(name -> name.endsWith(".log")).hasSize(1);
        }
    }

    @Test
    void truncateTo_belowTheHighWatermark_takesThatBackForGood() {
        // Given
        PartitionLog log = world.open();
        log.startHighWatermarkAt(0);
        fill(log);
        log.raiseHighWatermark(100);
        world.time.runFor(20_000_000_000L);

        // When
        truncate(log, 60);
        fill(log);

        // Then
        assertThat(log.highWatermark()).isEqualTo(60);
        world.crash();
        assertThat(world.open().savedHighWatermark()).isEqualTo(60);
    }

    @Test
    void truncateTo_aboveTheHighWatermark_leavesIt() {
        PartitionLog log = world.open();
        log.startHighWatermarkAt(0);
        fill(log);
        log.raiseHighWatermark(44);

        truncate(log, 60);

        assertThat(log.highWatermark()).isEqualTo(44);
    }

    @Test
    void truncateTo_whileMuchIsUnderWay_hasItsPlaceInTheOrder() {
        // Given
        PartitionLog log = world.open(LogWorld.small().with(Map.of("retention.bytes", "100000")));
        fill(log);
        List<CompletableFuture<?>> others = new ArrayList<>();

        // When
        long end = world.await(() -> {
            others.add(log.force());
            others.add(log.appendReplicated(Batches.placed(RECORD_COUNT, 50, Batches.of("c"))));
            others.add(log.applyRetention(0));
            CompletableFuture<Long> truncated = log.truncateTo(50);
            others.add(log.appendReplicated(batch(25)));
            others.add(log.force());
            others.add(log.deleteBefore(200));
            others.add(log.truncateTo(RECORD_COUNT));
            others.add(log.appendReplicated(Batches.join(batch(26), batch(27))));
            return truncated;
        });
        world.await(() -> CompletableFuture.allOf(others.toArray(CompletableFuture<?>[]::new)));

        // Then
        assertThat(end).isEqualTo(50);
        assertThat(log.endOffset()).isEqualTo(56);
        assertThat(log.logStartOffset()).isBetween(50L, 56L);
        assertThat(log.forcedOffset()).isGreaterThanOrEqualTo(50);
        world.restart(log);
        PartitionLog again = world.open();
        requireLog(again, (int) log.logStartOffset(), 56);
    }

    @Test
    void truncateTo_withAForceAtAnyMoment_neverClaimsToHaveForcedMoreThanThereIs() {
        for (int stepCount = 0; stepCount < 60; stepCount++) {
            // Given: the segment that is cut has to be opened first
            world = new LogWorld(stepCount);
            world.restart(filled());
            PartitionLog log = world.open();
            world.replicated(log, Batches.placed(RECORD_COUNT, 50, Batches.of("c")));

            // When
            world.loop.execute(() -> log.truncateTo(40));
            for (int step = 0; step < stepCount; step++) {
                world.time.step();
            }
            world.loop.execute(log::force);
            world.time.runUntilIdle();

            // Then
            assertThat(log.forcedOffset()).as("after " + stepCount).isEqualTo(40);
            world.crash();
            requireEnd(world.open(), 40);
        }
    }

    @Test
    void truncateTo_thenClose_isEndedFirst() {
        // Given
        PartitionLog log = filled();

        // When
        world.await(() -> {
            CompletableFuture<Long> truncated = log.truncateTo(40);
            CompletableFuture<Void> closed = log.close();
            return truncated.thenCombine(closed, (end, done) -> end);
        });
        world.await(() -> world.storage.close(world.loop));
        world.crash();

        // Then
        requireEnd(world.open(), 40);
    }

    @Test
    void truncateTo_aClosedLogOrANegativeOffset_isRefused() {
        PartitionLog log = filled();

        assertThatThrownBy(() -> truncate(log, -1)).isInstanceOf(IllegalArgumentException.class);
        world.await(log::close);
        assertThatThrownBy(() -> truncate(log, 3)).isInstanceOf(OdradekException.class).hasMessageContaining("closed");
    }

    @Test
    void truncateTo_whileRangesAreLeased_leavesWhatIsBeforeTheCutReadable() {
        // Given
        PartitionLog log = filled();
        List<FileRange> ranges = new ArrayList<>();
        List<ByteBuffer> before = new ArrayList<>();
        for (int offset : new int[] {0, 30, 70, 118}) {
            ReadResult.Found found = (ReadResult.Found) world.await(() -> log.read(offset, 100, true, Long.MAX_VALUE));
            ranges.add(found.range().orElseThrow());
            before.add(bytesOf(found.range().orElseThrow()));
        }

        // When: 70 and 118 go; their segments are deleted, and not cut
        truncate(log, 32);

        // Then
        for (int i = 0; i < ranges.size(); i++) {
            assertThat(bytesOf(ranges.get(i))).isEqualTo(before.get(i));
            ranges.get(i).release();
        }
        assertThat(world.disk.openRangeCount()).isZero();
    }

    private static ByteBuffer bytesOf(FileRange range) {
        ByteBuffer bytes = ByteBuffer.allocate(range.sizeBytes());
        range.read(0, bytes);
        return bytes.flip();
    }

    @Test
    void truncateTo_batchesOfProducers_knowsThemAsFarAsTheyAreLeft() {
        // Given: a snapshot at every roll and at the close, which are those of batches that go
        PartitionLog log = world.open();
        for (int i = 0; i < 40; i++) {
            world.append(log, idempotent(i));
        }
        world.restart(log);
        PartitionLog again = world.open();

        // When
        truncate(again, 21);

        // Then
        for (int life = 0; life < 2; life++) {
            assertThat(world.append(again, idempotent(20))).isEqualTo(new AppendResult.Appended(20, 21, -1, true));
            assertThat(world.append(again, idempotent(22))).isInstanceOf(AppendResult.Refused.class);
            world.crash();
            again = world.open();
        }
        for (int i = 21; i < 60; i++) {
            assertThat(world.append(again, idempotent(i))).isEqualTo(new AppendResult.Appended(i, i + 1, -1, false));
        }
        world.crash();
        assertThat(world.append(world.open(), idempotent(59))).isEqualTo(new AppendResult.Appended(59, 60, -1, true));
    }

    private static ByteBuffer idempotent(int sequence) {
        return Batches.idempotent(7, 0, sequence, "v" + sequence + "x".repeat(1500));
    }

    @Test
    void truncateTo_belowASnapshot_doesNotBelieveItWhenOthersTookThePlaceOfItsBatches() {
        // Given: a snapshot at 40, with the producer's sequence 39
        LogSettings oneSegment = LogSettings.DEFAULTS;
        PartitionLog log = world.open(oneSegment);
        for (int i = 0; i < 40; i++) {
            world.append(log, idempotent(i));
        }
        world.restart(log);
        PartitionLog again = world.open(oneSegment);

        // When
        truncate(again, 20);
        for (int i = 20; i < 45; i++) {
            world.appended(again, Batches.of("another's"));
        }
        world.await(again::force);
        world.crash();

        // Then
        assertThat(world.append(world.open(oneSegment), idempotent(20))).isEqualTo(new AppendResult.Appended(45, 46, -1, false));
    }

    @Test
    void truncateTo_anyOffset_leavesNoFileThatSaysMoreThanTheBatches() {
        for (int offset = 0; offset < RECORD_COUNT; offset += 5) {
            // Given
            world = new LogWorld(offset);
            world.restart(filled());
            PartitionLog log = world.open();

            // When
            long end = truncate(log, offset);
            world.crash();

            // Then
            List<String> files = world.files();
            List<Long> bases = offsetsOf(files, ".log");
            assertThat(bases).allMatch(base -> base <= end);
            long last = bases.get(bases.size() - 1);
            assertThat(offsetsOf(files, ".index")).doesNotContain(last).allMatch(bases::contains);
            assertThat(offsetsOf(files, ".timeindex")).doesNotContain(last).allMatch(bases::contains);
            assertThat(offsetsOf(files, ".snapshot")).allMatch(snapshot -> snapshot <= end);
        }
    }

    private static List<Long> offsetsOf(List<String> files, String suffix) {
        return files.stream().filter(name -> name.endsWith(suffix)).map(name -> Long.parseLong(name.substring(0, 20))).toList();
    }

    @Test
    void truncateTo_thenLossOfPower_bringsNoDeletedSegmentBack() {
        for (int seed = 0; seed < 60; seed++) {
            // Given: others end exactly where a deleted segment began
            world = new LogWorld(seed);
            PartitionLog log = world.open();
            for (int i = 0; i < 40; i++) {
                world.appended(log, Batches.ofSize(2000, i));
            }
            world.crash();
            long base = offsetsOf(world.files(), ".log").get(2);
            PartitionLog again = world.open();
            truncate(again, base - 2);
            world.appended(again, Batches.of("p", "q"));
            world.await(again::force);

            // When
            world.losePower();

            // Then
            PartitionLog last = world.open();
            assertThat(last.endOffset()).as("seed " + seed).isEqualTo(base);
            assertThat(world.values(last, base - 2)).as("seed " + seed).containsExactly("p", "q");
        }
    }

    @Test
    void truncateTo_everyProducersBatches_forgetsThem() {
        PartitionLog log = world.open();
        world.appended(log, Batches.of("first"));
        world.append(log, idempotent(0));

        truncate(log, 1);

        assertThat(log.producerCount()).isZero();
    }

    @Test
    void truncateTo_whenTheStorageFails_endsTheLogAndTheNextStartRecoversIt() {
        // Given
        PartitionLog log = filled();
        world.disk.failNextForce();

        // When
        assertThatThrownBy(() -> truncate(log, 40)).isInstanceOf(OdradekException.class);

        // Then
        assertThat(log.failure()).isPresent();
        assertThat(world.replicate(log, batch(20))).isInstanceOf(AppendResult.Refused.class);
        assertThatThrownBy(() -> world.await(log::close)).isInstanceOf(OdradekException.class);
        world.crash();
        PartitionLog again = world.open();
        assertThat(again.endOffset()).isBetween(40L, (long) RECORD_COUNT);
        truncate(again, 40);
        requireEnd(again, 40);
    }

    @Test
    void restartAt_anyOffset_isAnEmptyLogThere() {
        for (int offset : new int[] {0, 1, 40, 41, RECORD_COUNT - 1, RECORD_COUNT, RECORD_COUNT + 1, 5_000}) {
            // Given
            world = new LogWorld(offset);
            PartitionLog before = filled();
            world.append(before, Batches.idempotent(7, 0, 0, "v"));
            world.restart(before);
            PartitionLog log = world.open();

            // When
            world.await(() -> log.restartAt(offset));

            // Then
            assertThat(log.highWatermark()).isEqualTo(offset);
            assertThat(log.forcedOffset()).isEqualTo(offset);
            assertThat(log.latestLeaderEpoch()).isEmpty();
            assertThat(log.producerCount()).isZero();
            requireEmptyThere(log, offset);
            world.losePower();
            PartitionLog again = world.open();
            requireEmptyThere(again, offset);
            assertThat(again.latestLeaderEpoch()).isEmpty();
            assertThat(again.producerCount()).isZero();
            world.replicated(again, Batches.placed(offset, 77, Batches.of("p", "q")));
            world.crash();
            assertThat(world.values(world.open(), offset)).containsExactly("p", "q");
            world.crash();
            assertThat(offsetsOf(world.files(), ".log")).containsExactly((long) offset);
            assertThat(offsetsOf(world.files(), ".snapshot")).allMatch(snapshot -> snapshot > offset);
        }
    }

    private void requireEmptyThere(PartitionLog log, long offset) {
        assertThat(log.logStartOffset()).isEqualTo(offset);
        assertThat(log.endOffset()).isEqualTo(offset);
        assertThat(log.sizeBytes()).isZero();
        assertThat(world.await(log::maxTimestamp)).isEmpty();
        assertThat(world.await(() -> log.read(offset, 100, true, Long.MAX_VALUE))).isEqualTo(ReadResult.Found.nothing());
    }

    @Test
    void restartAt_anEmptyLogAgainAndAgain_followsEveryOffset() {
        PartitionLog log = world.open();
        for (long offset : new long[] {0, 10, 10, 3, 0, 7}) {
            world.await(() -> log.restartAt(offset));
            requireEmptyThere(log, offset);
        }
        world.restart(log);
        requireEmptyThere(world.open(), 7);
    }
}
