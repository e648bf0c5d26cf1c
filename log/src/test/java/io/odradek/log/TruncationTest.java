package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is taken back is gone for good, what is before it stays, and the log goes on from there. */
class TruncationTest {
    private FilledLog many = new FilledLog(7);

    @Test
    void truncateTo_anyOffset_leavesWhatIsBeforeItsBatchAndGoesOnThere() {
        for (int offset = 0; offset < FilledLog.RECORD_COUNT; offset += 1 + offset % 3) {
            // Given
            many = new FilledLog(offset);
            PartitionLog log = many.open();

            // When
            long end = many.truncate(log, offset);

            // Then
            assertThat(end).isEqualTo(FilledLog.endWithout(offset));
            many.requireEnd(log, FilledLog.endWithout(offset));
            many.fill(log);
            many.requireEnd(log, FilledLog.RECORD_COUNT);
            many.world.crash();
            many.requireEnd(many.world.open(), FilledLog.RECORD_COUNT);
        }
    }

    @Test
    void truncateTo_anyOffset_isNotUndoneByACrash() {
        for (int offset = 0; offset < FilledLog.RECORD_COUNT; offset += 1 + offset % 4) {
            // Given
            many = new FilledLog(offset);
            PartitionLog log = many.open();

            // When
            many.truncate(log, offset);
            many.world.crash();

            // Then
            PartitionLog again = many.world.open();
            many.requireEnd(again, FilledLog.endWithout(offset));
            many.fill(again);
            many.world.restart(again);
            many.requireEnd(many.world.open(), FilledLog.RECORD_COUNT);
        }
    }

    @Test
    void truncateTo_anyOffset_isNotUndoneByALossOfPower() {
        for (int offset = 0; offset < FilledLog.RECORD_COUNT; offset++) {
            // Given
            many = new FilledLog(offset);
            PartitionLog log = many.open();
            long forced = log.forcedOffset();

            // When
            many.truncate(log, offset);
            many.world.losePower();

            // Then
            PartitionLog again = many.world.open();
            long end = FilledLog.endWithout(offset);
            assertThat(again.endOffset()).isBetween(Math.min(forced, end), end);
            many.requireEnd(again, (int) again.endOffset());
            many.fill(again);
            many.requireEnd(again, FilledLog.RECORD_COUNT);
        }
    }

    @Test
    void truncateTo_afterARestart_cutsASegmentThatWasClosed() {
        for (int offset = 1; offset < FilledLog.RECORD_COUNT; offset += 7) {
            // Given
            many = new FilledLog(offset);
            many.world.restart(many.open());
            PartitionLog log = many.world.open();

            // When
            many.truncate(log, offset);

            // Then
            many.requireEnd(log, FilledLog.endWithout(offset));
            many.fill(log);
            many.requireEnd(log, FilledLog.RECORD_COUNT);
            many.world.restart(log);
            many.requireEnd(many.world.open(), FilledLog.RECORD_COUNT);
        }
    }

    @Test
    void truncateTo_againAndAgain_endsInAnEmptyLog() {
        PartitionLog log = many.open();
        for (int offset = FilledLog.RECORD_COUNT; offset >= 0; offset -= 9) {
            many.truncate(log, offset);
            many.requireEnd(log, FilledLog.endWithout(offset));
        }

        many.truncate(log, 0);

        many.requireEnd(log, 0);
        many.fill(log);
        many.requireEnd(log, FilledLog.RECORD_COUNT);
        many.world.crash();
        many.requireEnd(many.world.open(), FilledLog.RECORD_COUNT);
    }

    @Test
    void truncateTo_theEndOrBehindIt_changesNothing() {
        PartitionLog log = many.open();
        long forced = log.forcedOffset();

        assertThat(many.truncate(log, FilledLog.RECORD_COUNT)).isEqualTo(FilledLog.RECORD_COUNT);
        assertThat(many.truncate(log, Long.MAX_VALUE)).isEqualTo(FilledLog.RECORD_COUNT);

        many.requireEnd(log, FilledLog.RECORD_COUNT);
        assertThat(log.forcedOffset()).isEqualTo(forced);
    }

    @Test
    void truncateTo_theEnd_forgetsAnEpochThatHasNoRecord() {
        // Given: a leader that was deposed before it appended
        PartitionLog log = many.open();
        many.world.await(() -> log.beginEpoch(50));

        // When
        many.truncate(log, FilledLog.RECORD_COUNT);

        // Then
        many.requireEnd(log, FilledLog.RECORD_COUNT);
        many.world.crash();
        assertThat(many.world.open().latestLeaderEpoch()).hasValue(FilledLog.epochAt(FilledLog.RECORD_COUNT - 1));
    }

    @Test
    void truncateTo_insideTheFirstBatchThatIsShown_leavesAnEmptyLogThatStartsThere() {
        // Given
        PartitionLog log = many.open();
        many.world.await(() -> log.deleteBefore(31));

        // When
        long end = many.truncate(log, 31);

        // Then
        assertThat(end).isEqualTo(30);
        many.requireLog(log, 30, 30);
        many.world.crash();
        PartitionLog again = many.world.open();
        many.requireLog(again, 30, 30);
        many.world.replicated(again, FilledLog.batch(30));
        many.requireLog(again, 30, 32);
    }

    @Test
    void truncateTo_beforeAllThatIsLeft_leavesAnEmptyLogThatStartsThere() {
        for (int offset : new int[] {0, 3, 29, 60}) {
            // Given
            many = new FilledLog(offset);
            PartitionLog log = many.open();
            many.world.await(() -> log.deleteBefore(80));

            // When
            long end = many.truncate(log, offset);

            // Then
            assertThat(end).isLessThanOrEqualTo(offset);
            many.requireLog(log, (int) end, (int) end);
            many.world.losePower();
            PartitionLog again = many.world.open();
            many.requireLog(again, (int) end, (int) end);
            many.world.crash();
            assertThat(many.world.files()).filteredOn(name -> name.endsWith(".log")).hasSize(1);
        }
    }

    @Test
    void truncateTo_belowTheHighWatermark_takesThatBackForGood() {
        // Given
        PartitionLog log = many.world.open();
        log.startHighWatermarkAt(0);
        many.fill(log);
        log.raiseHighWatermark(100);
        many.world.time.runFor(20_000_000_000L);

        // When
        many.truncate(log, 60);
        many.fill(log);

        // Then
        assertThat(log.highWatermark()).isEqualTo(60);
        many.world.crash();
        assertThat(many.world.open().savedHighWatermark()).isEqualTo(60);
    }

    @Test
    void truncateTo_aboveTheHighWatermark_leavesIt() {
        PartitionLog log = many.world.open();
        log.startHighWatermarkAt(0);
        many.fill(log);
        log.raiseHighWatermark(44);

        many.truncate(log, 60);

        assertThat(log.highWatermark()).isEqualTo(44);
    }
}
