package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is appended has offsets, and is read back in whole batches. */
class PartitionLogTest {
    private final LogWorld world = new LogWorld(1);

    @Test
    void append_toAnEmptyLog_startsAtZero() {
        // Given
        PartitionLog log = world.open();

        // When
        AppendResult.Appended first = world.appended(log, Batches.of("a", "b"));
        AppendResult.Appended second = world.appended(log, Batches.of("c"));

        // Then
        assertThat(first).isEqualTo(new AppendResult.Appended(0, 2, -1, false));
        assertThat(second.firstOffset()).isEqualTo(2);
        assertThat(log.endOffset()).isEqualTo(3);
        assertThat(log.highWatermark()).isEqualTo(3);
        assertThat(world.values(log, 0)).containsExactly("a", "b", "c");
    }

    @Test
    void append_whileThereIsRoom_isDoneOnReturn() {
        // Given
        PartitionLog log = world.open();
        world.appended(log, Batches.of("first"));

        // When
        boolean done = world.await(() -> CompletableFuture.completedFuture(log.append(Batches.of("second"), 0).isDone()));

        // Then
        assertThat(done).isTrue();
    }

    @Test
    void append_manyBeforeThereIsRoom_keepsTheirOrder() {
        // Given
        PartitionLog log = world.open();
        List<CompletableFuture<AppendResult>> results = new ArrayList<>();

        // When
        world.await(() -> {
            for (int i = 0; i < 200; i++) {
                results.add(log.append(Batches.of("value " + i), 0));
            }
            return results.get(199);
        });

        // Then
        for (int i = 0; i < 200; i++) {
            assertThat(results.get(i)).isCompletedWithValue(new AppendResult.Appended(i, i + 1, -1, false));
        }
        assertThat(world.values(log, 0)).hasSize(200).startsWith("value 0").endsWith("value 199");
    }

    @Test
    void append_beyondSegmentBytes_rollsAndGoesOn() {
        // Given
        PartitionLog log = world.open();

        // When
        for (int i = 0; i < 40; i++) {
            world.appended(log, Batches.ofSize(2000, i));
        }

        // Then
        assertThat(log.endOffset()).isEqualTo(40);
        assertThat(world.values(log, 0)).hasSize(40);
        List<String> logs = world.await(() -> world.storage.listFolders(world.loop));
        assertThat(logs).containsExactly(LogWorld.FOLDER);
        assertThat(log.forcedOffset()).isGreaterThan(0);
    }

    @Test
    void append_severalBatchesAtOnce_givesAllTheirOffsets() {
        // Given
        PartitionLog log = world.open();

        // When
        AppendResult.Appended appended = world.appended(log, Batches.join(Batches.of("a", "b"), Batches.of("c"), Batches.of("d", "e")));

        // Then
        assertThat(appended.endOffset()).isEqualTo(5);
        assertThat(world.values(log, 0)).containsExactly("a", "b", "c", "d", "e");
        assertThat(world.values(log, 4)).containsExactly("e");
    }

    @Test
    void append_largerThanASegment_isRefused() {
        PartitionLog log = world.open();

        AppendResult result = world.append(log, Batches.ofSize(20_000, 1));

        assertThat(result).isInstanceOfSatisfying(
                AppendResult.Refused.class, refused -> assertThat(refused.error()).isEqualTo(ErrorCode.RECORD_LIST_TOO_LARGE));
        assertThat(log.endOffset()).isZero();
    }

    @Test
    void append_ofAnOlderLeader_isRefused() {
        // Given
        PartitionLog log = world.open();
        world.await(() -> log.append(Batches.of("a"), 5));

        // When
        AppendResult result = world.await(() -> log.append(Batches.of("b"), 4));

        // Then
        assertThat(result).isInstanceOfSatisfying(
                AppendResult.Refused.class, refused -> assertThat(refused.error()).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH));
        assertThat(log.endOffset()).isEqualTo(1);
    }

    @Test
    void append_withLogAppendTime_givesTheWholeBatchTheTime() {
        // Given
        PartitionLog log = world.open(LogWorld.small().with(Map.of("message.timestamp.type", "LogAppendTime")));
        long nowMs = world.process.clock().currentTimeMs();

        // When
        AppendResult.Appended appended = world.appended(log, Batches.at(17, "a", "b"));

        // Then
        assertThat(appended.appendTimeMs()).isGreaterThanOrEqualTo(nowMs);
        RecordBatch batch = new RecordBatch().wrap(world.read(log, 0, 1000), 0);
        assertThat(batch.maxTimestampMs()).isEqualTo(appended.appendTimeMs());
        batch.verifyCrc();
    }

    @Test
    void append_givesTheLeaderEpoch() {
        PartitionLog log = world.open();
        world.await(() -> log.append(Batches.of("a"), 3));
        world.await(() -> log.append(Batches.of("b"), 7));

        assertThat(new RecordBatch().wrap(world.read(log, 0, 1000), 0).partitionLeaderEpoch()).isEqualTo(3);
        assertThat(log.latestLeaderEpoch()).hasValue(7);
        assertThat(log.endOffsetOf(3)).isEqualTo(1);
        assertThat(log.endOffsetOf(5)).isEqualTo(1);
        assertThat(log.leaderEpochUpTo(6)).hasValue(3);
        assertThat(log.leaderEpochAt(1)).hasValue(7);
    }

    @Test
    void read_atEveryOffset_beginsWithTheBatchThatHoldsIt() {
        // Given
        PartitionLog log = world.open();
        long[] firstOffsets = new long[500];
        for (int i = 0; i < 250; i++) {
            String filler = "x".repeat(i % 97 * 3);
            long first = world.appended(log, Batches.of("a" + filler, "b" + i)).firstOffset();
            firstOffsets[2 * i] = first;
            firstOffsets[2 * i + 1] = first;
        }

        for (int sizeBytesMax : new int[] {1, 300, 1000, 5000, 1 << 20}) {
            for (int offset = 0; offset < 500; offset++) {
                // When
                ByteBuffer bytes = world.read(log, offset, sizeBytesMax);

                // Then
                RecordBatches batches = new RecordBatches(bytes, RecordBatches.Tail.REFUSE);
                assertThat(batches.next()).isTrue();
                assertThat(batches.batch().baseOffset()).isEqualTo(firstOffsets[offset]);
                assertThat(bytes.remaining()).isLessThanOrEqualTo(Math.max(sizeBytesMax, batches.batch().sizeBytes()));
                while (batches.next()) {
                    batches.batch().verifyCrc();
                }
            }
        }
    }

    @Test
    void read_belowAnOffset_leavesOutTheBatchThatHoldsIt() {
        // Given
        PartitionLog log = world.open();
        world.appended(log, Batches.of("a", "b"));
        world.appended(log, Batches.of("c", "d"));

        // When
        ReadResult.Found none = (ReadResult.Found) world.await(() -> log.read(0, 1000, true, 1));
        ReadResult.Found one = (ReadResult.Found) world.await(() -> log.read(0, 1000, true, 3));

        // Then
        assertThat(none.range()).isEmpty();
        assertThat(one.range()).hasValueSatisfying(range -> {
            assertThat(range.sizeBytes()).isEqualTo(Batches.of("a", "b").remaining());
            range.release();
        });
        assertThat(world.disk.openRangeCount()).isZero();
    }

    @Test
    void read_outsideTheLog_isRefused() {
        PartitionLog log = world.open();
        world.appended(log, Batches.of("a"));

        assertThat(world.await(() -> log.read(2, 1000, true, Long.MAX_VALUE))).isInstanceOfSatisfying(
                ReadResult.Refused.class, refused -> assertThat(refused.error()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE));
        assertThat(world.await(() -> log.read(-1, 1000, true, Long.MAX_VALUE))).isInstanceOf(ReadResult.Refused.class);
        assertThat(world.await(() -> log.read(1, 1000, true, Long.MAX_VALUE))).isEqualTo(ReadResult.Found.nothing());
    }

    @Test
    void highWatermark_held_movesOnlyWhenRaisedAndNeverBack() {
        // Given
        PartitionLog log = world.open();
        world.appended(log, Batches.of("a", "b"));

        // When
        log.holdHighWatermark();
        world.appended(log, Batches.of("c", "d"));

        // Then
        assertThat(log.highWatermark()).isEqualTo(2);
        log.raiseHighWatermark(3);
        assertThat(log.highWatermark()).isEqualTo(3);
        log.raiseHighWatermark(1);
        assertThat(log.highWatermark()).isEqualTo(3);
        log.raiseHighWatermark(100);
        assertThat(log.highWatermark()).isEqualTo(4);
    }

    @Test
    void startHighWatermarkAt_anyOffset_staysBetweenStartAndEnd() {
        for (long offset : new long[] {-1, 0, 2, 3, 4, 5}) {
            // Given
            PartitionLog log = world.open();
            if (log.endOffset() == 0) {
                world.appended(log, Batches.of("a", "b", "c", "d"));
                world.await(() -> log.deleteBefore(1));
            }

            // When
            log.startHighWatermarkAt(offset);

            // Then
            assertThat(log.highWatermark()).isEqualTo(Math.min(Math.max(offset, 1), 4));
            world.crash();
        }
    }

    @Test
    void restart_inGoodOrder_findsEverythingAgain() {
        // Given
        PartitionLog log = world.open();
        for (int i = 0; i < 60; i++) {
            world.appended(log, Batches.of("value " + i + "x".repeat(500)));
        }

        // When
        world.restart(log);
        PartitionLog again = world.open();

        // Then
        assertThat(again.endOffset()).isEqualTo(60);
        assertThat(again.forcedOffset()).isEqualTo(60);
        assertThat(world.values(again, 0)).hasSize(60);
        assertThat(world.appended(again, Batches.of("more")).firstOffset()).isEqualTo(60);
        assertThat(world.values(again, 59)).hasSize(2).endsWith("more");
    }

    @Test
    void restart_afterACrash_findsEverythingAgain() {
        // Given
        PartitionLog log = world.open();
        for (int i = 0; i < 60; i++) {
            world.appended(log, Batches.of("value " + i + "x".repeat(500)));
        }

        // When
        world.crash();
        PartitionLog again = world.open();

        // Then
        assertThat(again.endOffset()).isEqualTo(60);
        assertThat(world.values(again, 0)).hasSize(60);
        assertThat(world.appended(again, Batches.of("more")).firstOffset()).isEqualTo(60);
    }
}
