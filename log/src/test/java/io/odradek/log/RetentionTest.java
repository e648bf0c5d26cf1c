package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is too old or too much is deleted, segment by segment from the oldest, and found deleted after a restart. */
class RetentionTest {
    private static final long HOUR_MS = 3_600_000;

    private final LogWorld world = new LogWorld(4);

    /** A log of 40 records, an hour apart. */
    private PartitionLog fill(Map<String, String> settings) {
        PartitionLog log = world.open(LogWorld.small().with(settings));
        for (int i = 0; i < 40; i++) {
            world.appended(log, Batches.at(Batches.TIMESTAMP_MS + i * HOUR_MS, "v" + i + "x".repeat(2000)));
        }
        world.time.runUntilIdle();
        return log;
    }

    @Test
    void applyRetention_byTime_deletesSegmentsWhoseRecordsAreAllTooOld() {
        // Given
        PartitionLog log = fill(Map.of("retention.ms", Long.toString(10 * HOUR_MS)));

        // When
        int deleted = world.await(() -> log.applyRetention(Batches.TIMESTAMP_MS + 40 * HOUR_MS));

        // Then
        assertThat(deleted).isGreaterThan(1);
        assertThat(log.logStartOffset()).isGreaterThan(20).isLessThanOrEqualTo(30);
        assertThat(world.values(log, log.logStartOffset())).hasSize((int) (40 - log.logStartOffset()));
        assertThat(world.await(() -> log.read(0, 100, true, Long.MAX_VALUE))).isInstanceOfSatisfying(
                ReadResult.Refused.class, refused -> assertThat(refused.error()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE));
    }

    @Test
    void applyRetention_bySize_keepsAtLeastSoManyBytes() {
        // Given
        PartitionLog log = fill(Map.of("retention.bytes", "30000", "retention.ms", "-1"));

        // When
        world.await(() -> log.applyRetention(Batches.TIMESTAMP_MS));

        // Then
        assertThat(log.sizeBytes()).isBetween(30_000L, 30_000L + 16_384);
    }

    @Test
    void applyRetention_whenAllIsTooOld_rollsAndDeletesEverythingInTheEnd() {
        // Given
        PartitionLog log = fill(Map.of("retention.ms", "1000"));

        // When
        for (int pass = 0; pass < 3; pass++) {
            world.await(() -> log.applyRetention(Batches.TIMESTAMP_MS + 100 * HOUR_MS));
            world.time.runUntilIdle();
        }

        // Then
        assertThat(log.logStartOffset()).isEqualTo(40);
        assertThat(log.endOffset()).isEqualTo(40);
        assertThat(world.appended(log, Batches.of("next")).firstOffset()).isEqualTo(40);
    }

    @Test
    void applyRetention_aboveTheHighWatermark_deletesNothing() {
        // Given
        PartitionLog log = world.open(LogWorld.small().with(Map.of("retention.ms", "1000")));
        log.holdHighWatermark();
        for (int i = 0; i < 40; i++) {
            world.appended(log, Batches.ofSize(2000, i));
        }

        // When
        int deleted = world.await(() -> log.applyRetention(Batches.TIMESTAMP_MS + 100 * HOUR_MS));

        // Then
        assertThat(deleted).isZero();
        assertThat(log.logStartOffset()).isZero();
    }

    @Test
    void deleteBefore_anOffsetWithinASegment_isKeptOverACrash() {
        // Given
        PartitionLog log = fill(Map.of());

        // When
        world.await(() -> log.deleteBefore(25));
        world.crash();
        PartitionLog again = world.open();

        // Then
        assertThat(again.logStartOffset()).isEqualTo(25);
        assertThat(world.values(again, 25)).hasSize(15).first().asString().startsWith("v25");
    }

    @Test
    void delete_whileARangeIsLeased_leavesItReadable() {
        // Given
        PartitionLog log = fill(Map.of());
        ReadResult.Found found = (ReadResult.Found) world.await(() -> log.read(0, 100, true, Long.MAX_VALUE));
        ByteBuffer before = ByteBuffer.allocate(found.range().orElseThrow().sizeBytes());
        found.range().orElseThrow().read(0, before);

        // When
        world.await(() -> log.deleteBefore(30));

        // Then
        ByteBuffer after = ByteBuffer.allocate(before.capacity());
        found.range().orElseThrow().read(0, after);
        assertThat(after.flip()).isEqualTo(before.flip());
        found.range().orElseThrow().release();
    }
}
