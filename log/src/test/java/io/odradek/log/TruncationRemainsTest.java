package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that is left beside the batches says more than they do, so that others can take the place of those that went. */
class TruncationRemainsTest {
    private FilledLog many = new FilledLog(7);

    @Test
    void truncateTo_batchesOfProducers_knowsThemAsFarAsTheyAreLeft() {
        // Given: a snapshot at every roll and at the close, which are those of batches that go
        PartitionLog log = many.world.open();
        for (int i = 0; i < 40; i++) {
            many.world.append(log, idempotent(i));
        }
        many.world.restart(log);
        PartitionLog again = many.world.open();

        // When
        many.truncate(again, 21);

        // Then
        for (int life = 0; life < 2; life++) {
            assertThat(many.world.append(again, idempotent(20))).isEqualTo(new AppendResult.Appended(20, 21, -1, true));
            assertThat(many.world.append(again, idempotent(22))).isInstanceOf(AppendResult.Refused.class);
            many.world.crash();
            again = many.world.open();
        }
        for (int i = 21; i < 60; i++) {
            assertThat(many.world.append(again, idempotent(i))).isEqualTo(new AppendResult.Appended(i, i + 1, -1, false));
        }
        many.world.crash();
        assertThat(many.world.append(many.world.open(), idempotent(59))).isEqualTo(new AppendResult.Appended(59, 60, -1, true));
    }

    private static ByteBuffer idempotent(int sequence) {
        return Batches.idempotent(7, 0, sequence, "v" + sequence + "x".repeat(1500));
    }

    @Test
    void truncateTo_belowASnapshot_doesNotBelieveItWhenOthersTookThePlaceOfItsBatches() {
        // Given: a snapshot at 40, with the producer's sequence 39
        LogSettings oneSegment = LogSettings.DEFAULTS;
        PartitionLog log = many.world.open(oneSegment);
        for (int i = 0; i < 40; i++) {
            many.world.append(log, idempotent(i));
        }
        many.world.restart(log);
        PartitionLog again = many.world.open(oneSegment);

        // When
        many.truncate(again, 20);
        for (int i = 20; i < 45; i++) {
            many.world.appended(again, Batches.of("another's"));
        }
        many.world.await(again::force);
        many.world.crash();

        // Then
        assertThat(many.world.append(many.world.open(oneSegment), idempotent(20))).isEqualTo(new AppendResult.Appended(45, 46, -1, false));
    }

    @Test
    void truncateTo_anyOffset_leavesNoFileThatSaysMoreThanTheBatches() {
        for (int offset = 0; offset < FilledLog.RECORD_COUNT; offset += 5) {
            // Given
            many = new FilledLog(offset);
            many.world.restart(many.open());
            PartitionLog log = many.world.open();

            // When
            long end = many.truncate(log, offset);
            many.world.crash();

            // Then
            List<Long> bases = many.offsetsOf(".log");
            assertThat(bases).allMatch(base -> base <= end);
            long last = bases.get(bases.size() - 1);
            assertThat(many.offsetsOf(".index")).doesNotContain(last).allMatch(bases::contains);
            assertThat(many.offsetsOf(".timeindex")).doesNotContain(last).allMatch(bases::contains);
            assertThat(many.offsetsOf(".snapshot")).allMatch(snapshot -> snapshot <= end);
        }
    }

    @Test
    void truncateTo_thenLossOfPower_bringsNoDeletedSegmentBack() {
        for (int seed = 0; seed < 60; seed++) {
            // Given: others end exactly where a deleted segment began
            many = new FilledLog(seed);
            PartitionLog log = many.world.open();
            for (int i = 0; i < 40; i++) {
                many.world.appended(log, Batches.ofSize(2000, i));
            }
            many.world.crash();
            long base = many.offsetsOf(".log").get(2);
            PartitionLog again = many.world.open();
            many.truncate(again, base - 2);
            many.world.appended(again, Batches.of("p", "q"));
            many.world.await(again::force);

            // When
            many.world.losePower();

            // Then
            PartitionLog last = many.world.open();
            assertThat(last.endOffset()).as("seed " + seed).isEqualTo(base);
            assertThat(many.world.values(last, base - 2)).as("seed " + seed).containsExactly("p", "q");
        }
    }

    @Test
    void truncateTo_everyProducersBatches_forgetsThem() {
        PartitionLog log = many.world.open();
        many.world.appended(log, Batches.of("first"));
        many.world.append(log, idempotent(0));

        many.truncate(log, 1);

        assertThat(log.producers()).isEmpty();
    }
}
