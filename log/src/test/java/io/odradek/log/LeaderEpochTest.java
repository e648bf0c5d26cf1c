package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.log.internal.producer.ProducerSnapshot;
import io.odradek.log.internal.producer.ProducerStates;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A log knows where each leader epoch begins and ends, also of one that has no record. */
class LeaderEpochTest {
    private final LogWorld world = new LogWorld(8);

    private PartitionLog log() {
        PartitionLog log = world.open();
        world.replicated(log, Batches.placed(0, 2, Batches.of("a", "b")), Batches.placed(2, 5, Batches.of("c")));
        return log;
    }

    private void begin(PartitionLog log, int epoch) {
        world.await(() -> log.beginEpoch(epoch));
    }

    @Test
    void endOf_anyEpoch_isTheStartOfTheNextLargerOne() {
        PartitionLog log = log();

        assertThat(log.endOf(-1)).isEqualTo(EpochEnd.UNKNOWN).isEqualTo(new EpochEnd(-1, -1));
        assertThat(log.endOf(1)).isEqualTo(EpochEnd.UNKNOWN);
        assertThat(log.endOf(2)).isEqualTo(new EpochEnd(2, 2));
        assertThat(log.endOf(4)).isEqualTo(new EpochEnd(2, 2));
        assertThat(log.endOf(5)).isEqualTo(new EpochEnd(5, 3));
        assertThat(log.endOf(Integer.MAX_VALUE)).isEqualTo(new EpochEnd(5, 3));
    }

    @Test
    void beginEpoch_beforeTheFirstRecord_isKnownAtOnceAndOnDiskThen() {
        // Given
        PartitionLog log = log();

        // When
        CompletableFuture<Void> onDisk = log.beginEpoch(7);

        // Then
        assertThat(log.latestLeaderEpoch()).hasValue(7);
        assertThat(log.endOf(6)).isEqualTo(new EpochEnd(5, 3));
        assertThat(log.endOf(7)).isEqualTo(new EpochEnd(7, 3));
        world.await(() -> onDisk);
        world.losePower();
        assertThat(world.open().latestLeaderEpoch().orElse(5)).isIn(5, 7);
    }

    @Test
    void beginEpoch_withoutARecord_isFoundAgainAfterEveryEnd() {
        // Given
        PartitionLog log = log();
        begin(log, 7);

        for (int life = 0; life < 3; life++) {
            // When
            if (life == 1) {
                world.restart(log);
            } else {
                world.crash();
            }
            log = world.open();

            // Then
            assertThat(log.latestLeaderEpoch()).hasValue(7);
            assertThat(log.endOf(7)).isEqualTo(new EpochEnd(7, 3));
        }
    }

    @Test
    void beginEpoch_whereAnEpochWithoutARecordBegan_takesItsPlace() {
        // Given
        PartitionLog log = log();
        begin(log, 7);

        // When
        begin(log, 9);
        world.await(() -> log.append(Batches.of("d"), 9));

        // Then
        assertThat(log.endOf(8)).isEqualTo(new EpochEnd(5, 3));
        assertThat(log.endOf(9)).isEqualTo(new EpochEnd(9, 4));
        world.crash();
        assertThat(world.open().endOf(8)).isEqualTo(new EpochEnd(5, 3));
    }

    @Test
    void appendReplicated_whereAnEpochWithoutARecordBegan_takesItsPlace() {
        // Given
        PartitionLog log = log();
        begin(log, 7);

        // When
        world.replicated(log, Batches.placed(3, 8, Batches.of("d")));

        // Then
        assertThat(log.endOf(7)).isEqualTo(new EpochEnd(5, 3));
        world.crash();
        assertThat(world.open().endOf(7)).isEqualTo(new EpochEnd(5, 3));
    }

    @Test
    void beginEpoch_again_changesNothing() {
        PartitionLog log = log();
        begin(log, 7);
        world.await(() -> log.append(Batches.of("d"), 7));

        begin(log, 7);

        assertThat(log.endOf(6)).isEqualTo(new EpochEnd(5, 3));
    }

    @Test
    void beginEpoch_beforeTheLatest_isRefused() {
        PartitionLog log = log();

        assertThatThrownBy(() -> begin(log, 4))
                .isInstanceOfSatisfying(OdradekException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH))
                .hasMessageContaining("t-0");
        assertThat(log.latestLeaderEpoch()).hasValue(5);
    }

    @Test
    void beginEpoch_whileAppendsWait_beginsBehindThem() {
        // Given: the first append to a log waits for room
        PartitionLog log = world.open();

        // When
        world.await(() -> {
            log.append(Batches.of("a"), 1);
            CompletableFuture<Void> begun = log.beginEpoch(2);
            CompletableFuture<AppendResult> late = log.append(Batches.of("b"), 1);
            assertThat(log.latestLeaderEpoch()).isEmpty();
            return begun.thenCompose(done -> late);
        });

        // Then
        assertThat(log.endOf(1)).isEqualTo(new EpochEnd(1, 1));
        assertThat(log.endOffset()).isEqualTo(1);
    }

    @Test
    void crash_afterARecoveryThatFoundEpochs_forgetsNone() {
        // Given: the file has the epochs of what was forced
        PartitionLog log = log();
        world.await(log::force);
        world.replicated(log, Batches.placed(3, 6, Batches.of("d")), Batches.placed(4, 8, Batches.of("e")));

        // When: the recovery point is at the end then, and so is a snapshot of a segment that was sealed there
        world.crash();
        world.open();
        world.crash();
        world.replace("00000000000000000005.snapshot", ProducerSnapshot.write(new ProducerStates(10)));
        world.crash();

        // Then
        PartitionLog again = world.open();
        assertThat(again.endOf(5)).isEqualTo(new EpochEnd(5, 3));
        assertThat(again.endOf(6)).isEqualTo(new EpochEnd(6, 4));
        assertThat(again.endOf(8)).isEqualTo(new EpochEnd(8, 5));
    }

    @Test
    void open_withEpochsOfRecordsThatAreLost_forgetsThemForGood() {
        // Given: an epoch whose records were not forced, and whose start was written
        PartitionLog log = log();
        world.await(log::force);
        world.replicated(log, Batches.placed(3, 5, Batches.of("d", "e", "f")));
        begin(log, 8);
        world.crash();
        world.replace("00000000000000000000.log", world.content("00000000000000000000.log").slice(0, soundBytes()));
        world.crash();

        // When: the offsets are given anew by the leader before
        PartitionLog again = world.open();
        assertThat(again.endOffset()).isEqualTo(3);
        assertThat(again.latestLeaderEpoch()).hasValue(5);
        world.replicated(again, Batches.placed(3, 5, Batches.of("D", "E", "F")), Batches.placed(6, 5, Batches.of("G")));
        world.crash();

        // Then
        PartitionLog once = world.open();
        assertThat(once.endOf(8)).isEqualTo(new EpochEnd(5, 7));
    }

    private static int soundBytes() {
        return Batches.of("a", "b").remaining() + Batches.of("c").remaining();
    }
}
