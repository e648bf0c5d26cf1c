package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A follower's log has the very bytes of its leader's, or nothing of what it was given. */
class ReplicatedAppendTest {
    private final LogWorld world = new LogWorld(5);

    private static void assertRefused(AppendResult result, ErrorCode error) {
        assertThat(result).isInstanceOfSatisfying(AppendResult.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo(error);
            assertThat(refused.reason()).contains(LogWorld.FOLDER);
        });
    }

    @Test
    void appendReplicated_batchesOfALeader_keepsEveryByte() {
        // Given
        PartitionLog log = world.open(LogWorld.small().with(Map.of("message.timestamp.type", "LogAppendTime")));
        ByteBuffer batches = Batches.join(
                Batches.placed(0, 3, Batches.of("a", "b")),
                Batches.placed(2, 3, Batches.idempotent(77, 0, 0, "c")),
                Batches.placed(3, 5, Batches.of("d")));

        // When
        AppendResult.Appended appended = world.replicated(log, batches);

        // Then
        assertThat(appended).isEqualTo(new AppendResult.Appended(0, 4, -1, false));
        assertThat(world.read(log, 0, 10_000)).isEqualTo(batches);
        assertThat(world.values(log, 0)).containsExactly("a", "b", "c", "d");
        assertThat(log.endOf(3)).isEqualTo(new EpochEnd(3, 3));
        assertThat(log.endOf(5)).isEqualTo(new EpochEnd(5, 4));
        assertThat(log.leaderEpochAt(2)).hasValue(3);
        assertThat(log.leaderEpochAt(3)).hasValue(5);
    }

    @Test
    void appendReplicated_nothing_isAppended() {
        PartitionLog log = world.open();
        world.replicated(log, Batches.placed(0, 0, Batches.of("a")));

        assertThat(world.replicate(log, ByteBuffer.allocate(0))).isEqualTo(new AppendResult.Appended(1, 1, -1, false));
    }

    @Test
    void appendReplicated_cutAnywhere_takesTheWholeBatches() {
        ByteBuffer whole = Batches.join(
                Batches.placed(0, 0, Batches.of("a", "b")), Batches.placed(2, 0, Batches.of("c")), Batches.placed(3, 0, Batches.of("d")));
        int firstSizeBytes = Batches.of("a", "b").remaining();
        int secondSizeBytes = Batches.of("c").remaining();
        for (int sizeBytes = 0; sizeBytes <= whole.limit(); sizeBytes++) {
            // Given
            LogWorld fresh = new LogWorld(5);
            PartitionLog log = fresh.open();

            // When
            AppendResult.Appended appended = fresh.replicated(log, whole.slice(0, sizeBytes));

            // Then
            int firstTwo = sizeBytes >= firstSizeBytes + secondSizeBytes ? 3 : sizeBytes >= firstSizeBytes ? 2 : 0;
            int expected = sizeBytes == whole.limit() ? 4 : firstTwo;
            assertThat(appended.endOffset()).as("cut at " + sizeBytes).isEqualTo(expected);
        }
    }

    @Test
    void appendReplicated_anyByteChanged_isSeenWhereItCanBe() {
        ByteBuffer first = Batches.placed(0, 2, Batches.of("a", "b"));
        ByteBuffer second = Batches.placed(2, 2, Batches.of("c", "d"));
        for (int position = 0; position < second.limit(); position++) {
            // Given
            LogWorld fresh = new LogWorld(5);
            PartitionLog log = fresh.open();
            ByteBuffer changed = Batches.join(second);
            changed.put(position, (byte) (changed.get(position) ^ 0x40));

            // When
            AppendResult result = fresh.replicate(log, first, changed);

            // Then: outside the CRC are the offset, the size and the leader epoch
            boolean furtherOffset = position >= 4 && position < 8;
            boolean greaterSize = position >= 8 && position < 12 && result instanceof AppendResult.Appended;
            boolean laterEpoch = position >= 12 && position < 16;
            if (furtherOffset || laterEpoch) {
                assertThat(log.endOffset()).as("changed at " + position).isGreaterThanOrEqualTo(4);
            } else if (greaterSize) {
                assertThat(log.endOffset()).as("cut by what was changed at " + position).isEqualTo(2);
            } else {
                assertThat(result).as("changed at " + position).isInstanceOf(AppendResult.Refused.class);
                assertThat(log.endOffset()).as("changed at " + position).isZero();
            }
        }
    }

    @Test
    void appendReplicated_notAtTheEnd_isRefused() {
        PartitionLog log = world.open();
        world.replicated(log, Batches.placed(0, 0, Batches.of("a", "b")));

        for (long offset : new long[] {-1, 0, 1, 3, Long.MAX_VALUE}) {
            assertRefused(world.replicate(log, Batches.placed(offset, 0, Batches.of("c"))), ErrorCode.OFFSET_OUT_OF_RANGE);
        }
        assertThat(log.endOffset()).isEqualTo(2);
    }

    @Test
    void appendReplicated_batchesThatOverlap_storesNothing() {
        PartitionLog log = world.open();

        AppendResult result =
                world.replicate(log, Batches.placed(0, 0, Batches.of("a", "b")), Batches.placed(1, 0, Batches.of("c")));

        assertRefused(result, ErrorCode.CORRUPT_MESSAGE);
        assertThat(log.endOffset()).isZero();
    }

    @Test
    void appendReplicated_anEpochThatGoesBack_storesNothing() {
        PartitionLog log = world.open();

        assertRefused(
                world.replicate(log, Batches.placed(0, 4, Batches.of("a")), Batches.placed(1, 3, Batches.of("b"))),
                ErrorCode.CORRUPT_MESSAGE);
        assertThat(log.endOffset()).isZero();
        assertThat(log.latestLeaderEpoch()).isEmpty();

        world.replicated(log, Batches.placed(0, 4, Batches.of("a")));
        assertRefused(world.replicate(log, Batches.placed(1, 3, Batches.of("b"))), ErrorCode.FENCED_LEADER_EPOCH);
        assertThat(log.endOffset()).isEqualTo(1);
    }

    @Test
    void appendReplicated_messageSetsOfAnOlderFormat_areRefused() {
        PartitionLog log = world.open();
        ByteBuffer old = Batches.placed(0, 0, Batches.of("a"));
        old.put(16, (byte) 1);

        assertRefused(world.replicate(log, old), ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT);
    }

    @Test
    void appendReplicated_aBatchLargerThanASegment_isRefused() {
        PartitionLog log = world.open();

        assertRefused(
                world.replicate(log, Batches.placed(0, 0, Batches.of("a")), Batches.placed(1, 0, Batches.ofSize(20_000, 1))),
                ErrorCode.RECORD_LIST_TOO_LARGE);
        assertThat(log.endOffset()).isZero();
    }

    @Test
    void appendReplicated_moreThanASegmentHolds_isSplitBetweenBatches() {
        // Given
        PartitionLog log = world.open();
        world.replicated(log, Batches.placed(0, 0, Batches.of("first")));
        List<ByteBuffer> batches = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            batches.add(Batches.placed(i, i / 10, Batches.ofSize(1000 + i * 17, i)));
        }
        ByteBuffer all = Batches.join(batches.toArray(ByteBuffer[]::new));

        // When
        AppendResult.Appended appended = world.replicated(log, all);

        // Then
        assertThat(appended).isEqualTo(new AppendResult.Appended(1, 61, -1, false));
        assertThat(everything(log, 1)).isEqualTo(all);
        world.crash();
        PartitionLog again = world.open();
        assertThat(everything(again, 1)).isEqualTo(all);
        assertThat(again.latestLeaderEpoch()).hasValue(6);
        assertThat(again.endOf(3)).isEqualTo(new EpochEnd(3, 40));
        world.crash();
        assertThat(world.files().stream().filter(name -> name.endsWith(".log")).count()).isGreaterThan(4);
    }

    @Test
    void appendReplicated_toALogWhoseListenerAppends_isNotParted() {
        // Given: a listener that answers every move with an append, until there are enough
        List<PartitionLog> opened = new ArrayList<>();
        PartitionLog log = world.open(LogWorld.small(), new LogListener() {
            @Override
            public void moved() {
                if (!opened.isEmpty() && opened.get(0).endOffset() > 1 && opened.get(0).endOffset() < 50) {
                    opened.get(0).append(Batches.of("listener's"), 9);
                }
            }

            @Override
            public void failed(OdradekException failure) {}
        });
        world.replicated(log, Batches.placed(0, 0, Batches.ofSize(9000, 1)));
        opened.add(log);

        // When: the second batch fits the segment, the third does not
        AppendResult.Appended appended = world.replicated(
                log, Batches.placed(1, 0, Batches.ofSize(3000, 2)), Batches.placed(2, 0, Batches.ofSize(9000, 3)));
        world.time.runUntilIdle();

        // Then
        assertThat(appended).isEqualTo(new AppendResult.Appended(1, 3, -1, false));
        assertThat(world.values(log, 1).subList(0, 2)).extracting(String::length).containsExactly(3000, 9000);
        assertThat(world.values(log, 3)).isNotEmpty().allMatch("listener's"::equals);
    }

    private ByteBuffer everything(PartitionLog log, long fromOffset) {
        ByteBuffer all = ByteBuffer.allocate(1 << 20);
        long next = fromOffset;
        while (next < log.endOffset()) {
            ByteBuffer some = world.read(log, next, 1 << 20);
            all.put(some.duplicate());
            for (RecordBatches each = new RecordBatches(some, RecordBatches.Tail.REFUSE); each.next(); ) {
                next = each.batch().lastOffset() + 1;
            }
        }
        return all.flip();
    }

    @Test
    void appendReplicated_whileOthersWait_keepsTheOrder() {
        // Given
        PartitionLog log = world.open();
        List<CompletableFuture<AppendResult>> results = new ArrayList<>();

        // When
        world.await(() -> {
            for (int i = 0; i < 100; i++) {
                results.add(log.appendReplicated(Batches.placed(i, 0, Batches.ofSize(900, i))));
            }
            return results.get(99);
        });

        // Then
        for (int i = 0; i < 100; i++) {
            assertThat(results.get(i)).isCompletedWithValue(new AppendResult.Appended(i, i + 1, -1, false));
        }
    }

    @Test
    void appendReplicated_onAFullDisk_storesTheFirstBatchesAndGoesOnWhenThereIsSpace() {
        // Given
        PartitionLog log = world.open();
        world.replicated(log, Batches.placed(0, 0, Batches.of("first")));
        world.disk.limitSpace(world.disk.usedBytes());
        ByteBuffer[] batches = new ByteBuffer[40];
        for (int i = 0; i < 40; i++) {
            batches[i] = Batches.placed(i + 1, 0, Batches.ofSize(1000, i));
        }

        // When
        AppendResult.Appended some = world.replicated(log, batches);
        AppendResult none = world.replicate(log, Batches.placed(some.endOffset(), 0, Batches.ofSize(3000, 7)));

        // Then
        assertThat(some.endOffset()).isBetween(2L, 40L).isEqualTo(log.endOffset());
        assertRefused(none, ErrorCode.KAFKA_STORAGE_ERROR);
        world.disk.limitSpace(Long.MAX_VALUE);
        int next = (int) some.endOffset();
        world.replicated(log, List.of(batches).subList(next - 1, 40).toArray(ByteBuffer[]::new));
        assertThat(world.values(log, 0)).hasSize(41);
    }

    @Test
    void appendReplicated_batchesOfAProducer_areKnownWithoutASequenceCheckAndAfterARestart() {
        // Given: the leader knew of a batch before these, which retention deleted
        PartitionLog log = world.open();

        // When
        world.replicated(
                log, Batches.placed(0, 0, Batches.idempotent(9, 1, 17, "a")), Batches.placed(1, 0, Batches.idempotent(9, 1, 18, "b")));

        // Then
        for (int life = 0; life < 2; life++) {
            AppendResult again = world.append(log, Batches.idempotent(9, 1, 18, "b"));
            assertThat(again).isEqualTo(new AppendResult.Appended(1, 2, -1, true));
            world.crash();
            log = world.open();
        }
    }

    @Test
    void appendReplicated_withMissingOffsets_isFoundAgainAfterACrash() {
        // Given
        PartitionLog log = world.open();

        // When
        AppendResult.Appended appended = world.replicated(
                log, Batches.placed(0, 0, Batches.of("a")), Batches.placed(7, 0, Batches.of("b")), Batches.placed(8, 2, Batches.of("c")));

        // Then
        assertThat(appended.endOffset()).isEqualTo(9);
        world.losePower();
        PartitionLog again = world.open();
        assertThat(again.endOffset()).isEqualTo(9);
        assertThat(new RecordBatch().wrap(world.read(again, 3, 1000), 0).baseOffset()).isEqualTo(7);
        assertThat(again.endOf(0)).isEqualTo(new EpochEnd(0, 8));
    }
}
