package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A log that begins anew is empty, wherever it begins. */
class RestartAtTest {
    private FilledLog many = new FilledLog(7);

    @Test
    void restartAt_anyOffset_isAnEmptyLogThere() {
        for (int offset : new int[] {0, 1, 40, 41, FilledLog.RECORD_COUNT - 1, FilledLog.RECORD_COUNT, FilledLog.RECORD_COUNT + 1, 5_000}) {
            // Given
            many = new FilledLog(offset);
            PartitionLog before = many.open();
            many.world.append(before, Batches.idempotent(7, 0, 0, "v"));
            many.world.restart(before);
            PartitionLog log = many.world.open();

            // When
            many.world.await(() -> log.restartAt(offset));

            // Then
            assertThat(log.highWatermark()).isEqualTo(offset);
            assertThat(log.forcedOffset()).isEqualTo(offset);
            assertThat(log.latestLeaderEpoch()).isEmpty();
            assertThat(log.producers()).isEmpty();
            requireEmptyThere(log, offset);
            many.world.losePower();
            PartitionLog again = many.world.open();
            requireEmptyThere(again, offset);
            assertThat(again.latestLeaderEpoch()).isEmpty();
            assertThat(again.producers()).isEmpty();
            many.world.replicated(again, Batches.placed(offset, 77, Batches.of("p", "q")));
            many.world.crash();
            assertThat(many.world.values(many.world.open(), offset)).containsExactly("p", "q");
            many.world.crash();
            assertThat(many.offsetsOf(".log")).containsExactly((long) offset);
            assertThat(many.offsetsOf(".snapshot")).allMatch(snapshot -> snapshot > offset);
        }
    }

    private void requireEmptyThere(PartitionLog log, long offset) {
        assertThat(log.logStartOffset()).isEqualTo(offset);
        assertThat(log.endOffset()).isEqualTo(offset);
        assertThat(log.sizeBytes()).isZero();
        assertThat(many.world.await(log::maxTimestamp)).isEmpty();
        assertThat(many.world.await(() -> log.read(offset, 100, true, Long.MAX_VALUE))).isEqualTo(ReadResult.Found.nothing());
    }

    @Test
    void restartAt_anEmptyLogAgainAndAgain_followsEveryOffset() {
        PartitionLog log = many.world.open();
        for (long offset : new long[] {0, 10, 10, 3, 0, 7}) {
            many.world.await(() -> log.restartAt(offset));
            requireEmptyThere(log, offset);
        }
        many.world.restart(log);
        requireEmptyThere(many.world.open(), 7);
    }
}
