package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A batch of an idempotent producer is in the log once, in its order, before and after every restart. */
class ProducerStateTest {
    private static final long PRODUCER = 4000;

    private final LogWorld world = new LogWorld(3);

    private AppendResult send(PartitionLog log, int epoch, int sequence, String... values) {
        return world.append(log, Batches.idempotent(PRODUCER, epoch, sequence, values));
    }

    private static void assertRefused(AppendResult result, ErrorCode error) {
        assertThat(result).isInstanceOfSatisfying(AppendResult.Refused.class, refused -> assertThat(refused.error()).isEqualTo(error));
    }

    private static void assertAppended(AppendResult result, long firstOffset, boolean duplicate) {
        assertThat(result).isInstanceOfSatisfying(AppendResult.Appended.class, appended -> {
            assertThat(appended.firstOffset()).isEqualTo(firstOffset);
            assertThat(appended.duplicate()).isEqualTo(duplicate);
        });
    }

    @Test
    void append_anyOfTheLastFiveAgain_givesTheOriginalOffsets() {
        // Given
        PartitionLog log = world.open();
        for (int i = 0; i < 7; i++) {
            assertAppended(send(log, 0, 2 * i, "a" + i, "b" + i), 2 * i, false);
        }

        // When, Then
        for (int i = 2; i < 7; i++) {
            assertAppended(send(log, 0, 2 * i, "a" + i, "b" + i), 2 * i, true);
        }
        assertThat(log.endOffset()).isEqualTo(14);
    }

    /** kafka-clients sends new batches ahead of those that are tried again when a leader is replaced. */
    @Test
    void append_oneBeforeTheLastFiveAgain_isKnownWithoutItsOffsets() {
        PartitionLog log = world.open();
        for (int i = 0; i < 7; i++) {
            send(log, 0, 2 * i, "a" + i, "b" + i);
        }

        assertThat(send(log, 0, 2, "a1", "b1")).isEqualTo(forgotten(4));
        assertThat(send(log, 0, 0, "a0", "b0")).isEqualTo(forgotten(4));
        assertRefused(send(log, 0, 3, "b1", "a2"), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertRefused(send(log, 0, 16, "a8", "b8"), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(log.endOffset()).isEqualTo(14);
    }

    @Test
    void append_oneBeforeTheLastFiveAgainAfterARestart_isKnownWithoutItsOffsets() {
        PartitionLog log = world.open();
        for (int i = 0; i < 7; i++) {
            send(log, 0, i, "v" + i);
        }
        world.restart(log);
        PartitionLog reopened = world.open();

        assertThat(send(reopened, 0, 1, "v1")).isEqualTo(forgotten(2));
        assertAppended(send(reopened, 0, 7, "v7"), 7, false);
        assertThat(send(reopened, 0, 2, "v2")).isEqualTo(forgotten(3));
    }

    /** What was appended before this log knew of the producer, nobody can tell. */
    @Test
    void append_oneBeforeTheLastFiveOfAnEpochWhoseBeginningIsUnknown_isRefused() {
        PartitionLog log = world.open();
        world.appended(log, Batches.of("somebody else's"));
        for (int i = 10; i < 17; i++) {
            send(log, 0, i, "v" + i);
        }

        assertRefused(send(log, 0, 10, "v10"), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertRefused(send(log, 0, 9, "v9"), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    private static AppendResult forgotten(long endOffset) {
        return new AppendResult.Appended(AppendResult.Appended.UNKNOWN_OFFSET, endOffset, -1, true);
    }

    @Test
    void append_afterAGap_isRefused() {
        PartitionLog log = world.open();
        send(log, 0, 0, "a");

        assertRefused(send(log, 0, 2, "c"), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertAppended(send(log, 0, 1, "b"), 1, false);
    }

    @Test
    void append_ofAnOlderEpoch_isRefused() {
        PartitionLog log = world.open();
        send(log, 3, 0, "a");

        assertRefused(send(log, 2, 1, "b"), ErrorCode.INVALID_PRODUCER_EPOCH);
    }

    @Test
    void append_ofANewerEpoch_startsAtZero() {
        PartitionLog log = world.open();
        send(log, 0, 0, "a", "b");

        assertRefused(send(log, 1, 2, "c"), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertAppended(send(log, 1, 0, "c"), 2, false);
        assertRefused(send(log, 0, 2, "d"), ErrorCode.INVALID_PRODUCER_EPOCH);
    }

    @Test
    void append_nonZeroSequenceToAnEmptyPartition_isRefused() {
        PartitionLog log = world.open();

        assertRefused(send(log, 0, 5, "a"), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(log.endOffset()).isZero();
    }

    @Test
    void append_ofAnUnknownProducerToANonEmptyPartition_isTaken() {
        PartitionLog log = world.open();
        world.appended(log, Batches.of("somebody else's"));

        assertAppended(send(log, 0, 17, "a"), 1, false);
        assertAppended(send(log, 0, 18, "b"), 2, false);
    }

    @Test
    void append_beyondTheGreatestSequence_goesOnAtZero() {
        // Given
        PartitionLog log = world.open();
        world.appended(log, Batches.of("x"));

        // When
        assertAppended(send(log, 0, Integer.MAX_VALUE - 1, "a", "b", "c"), 1, false);

        // Then
        assertAppended(send(log, 0, Integer.MAX_VALUE - 1, "a", "b", "c"), 1, true);
        assertAppended(send(log, 0, 1, "d"), 4, false);
        assertAppended(send(log, 0, 1, "d"), 4, true);
    }

    @Test
    void restart_inGoodOrder_remembersTheLastFive() {
        // Given
        PartitionLog log = world.open();
        for (int i = 0; i < 7; i++) {
            send(log, 0, i, "v" + i);
        }

        // When
        world.restart(log);

        // Then
        requireTheLastFive(world.open());
    }

    @Test
    void restart_afterACrash_remembersTheLastFive() {
        // Given
        PartitionLog log = world.open();
        for (int i = 0; i < 7; i++) {
            send(log, 0, i, "v" + i);
        }

        // When
        world.crash();

        // Then
        requireTheLastFive(world.open());
    }

    private void requireTheLastFive(PartitionLog again) {
        for (int i = 2; i < 7; i++) {
            assertAppended(send(again, 0, i, "v" + i), i, true);
        }
        assertRefused(send(again, 0, 8, "v8"), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertAppended(send(again, 0, 7, "v7"), 7, false);
    }

    @Test
    void restart_afterRollsWithoutTheSnapshots_rebuildsTheStateFromTheBatches() {
        // Given
        PartitionLog log = world.open();
        for (int i = 0; i < 50; i++) {
            send(log, 0, i, "v" + i + "x".repeat(1000));
        }
        world.restart(log);
        for (String name : world.files()) {
            if (name.endsWith(".snapshot")) {
                world.inFolder(folder -> folder.delete(name));
            }
        }

        // When
        PartitionLog again = world.open();

        // Then
        assertAppended(send(again, 0, 49, "v49" + "x".repeat(1000)), 49, true);
        assertAppended(send(again, 0, 50, "v50"), 50, false);
    }

    @Test
    void restart_withADamagedSnapshot_usesAnOlderOne() {
        // Given
        PartitionLog log = world.open();
        for (int i = 0; i < 50; i++) {
            send(log, 0, i, "v" + i + "x".repeat(1000));
        }
        world.restart(log);
        String newest = world.files().stream().filter(name -> name.endsWith(".snapshot")).reduce((a, b) -> b).orElseThrow();
        ByteBuffer damaged = world.content(newest);
        damaged.put(damaged.limit() - 3, (byte) (damaged.get(damaged.limit() - 3) ^ 1));
        world.replace(newest, damaged);

        // When
        PartitionLog again = world.open();

        // Then
        assertAppended(send(again, 0, 49, "v49" + "x".repeat(1000)), 49, true);
    }

    @Test
    void expireProducers_idleForLong_areForgottenAndOthersNot() {
        // Given
        PartitionLog log = world.open();
        send(log, 0, 0, "a");
        long nowMs = world.process.clock().currentTimeMs();
        assertThat(log.producers()).hasSize(1);

        // When, Then
        assertThat(log.expireProducers(nowMs + 86_000_000)).isZero();
        assertThat(log.expireProducers(nowMs + 86_400_001)).isEqualTo(1);
        assertThat(log.producers()).isEmpty();
    }

    @Test
    void append_ofOneProducerTooMany_isRefused() {
        // Given
        LogSettings few = new LogSettings(
                LogWorld.small().rolling(),
                LogWorld.small().retention(),
                LogWorld.small().flushing(),
                new LogSettings.Producers(86_400_000, 3),
                LogWorld.small().timestampType());
        PartitionLog log = world.open(few);
        for (int id = 0; id < 3; id++) {
            world.appended(log, Batches.idempotent(id, 0, 0, "v"));
        }

        // When, Then
        assertRefused(world.append(log, Batches.idempotent(3, 0, 0, "v")), ErrorCode.POLICY_VIOLATION);
        assertAppended(world.append(log, Batches.idempotent(2, 0, 1, "v")), 3, false);
    }
}
