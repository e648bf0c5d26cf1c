package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.spi.runtime.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A disk that is full or fails costs what was not acknowledged, and nothing else. */
class StorageFaultTest {

    private static boolean isStorageError(AppendResult result) {
        return result instanceof AppendResult.Refused refused && refused.error() == ErrorCode.KAFKA_STORAGE_ERROR;
    }

    @Test
    void append_onAFullDisk_losesNothingAcknowledgedAndLeavesNoTrace() {
        for (long seed = 1; seed <= 60; seed++) {
            // Given
            LogWorld world = new LogWorld(seed);
            RandomSource random = world.time.random("test");
            PartitionLog log = world.open();
            world.appended(log, Batches.of("first"));
            world.disk.limitSpace(world.disk.usedBytes() + random.nextInt(60_000));
            List<String> acknowledged = new ArrayList<>(List.of("first"));
            int refusedCount = 0;

            // When
            for (int i = 0; i < 80; i++) {
                String value = i + "x".repeat(random.nextInt(3000));
                AppendResult result = world.append(log, Batches.of(value));
                if (result instanceof AppendResult.Appended appended) {
                    assertThat(appended.firstOffset()).as("seed " + seed).isEqualTo(acknowledged.size());
                    acknowledged.add(value);
                } else {
                    assertThat(isStorageError(result)).as("seed " + seed + " " + result).isTrue();
                    refusedCount++;
                }
            }

            // Then
            assertThat(refusedCount).as("seed " + seed).isPositive();
            assertThat(log.failure()).as("seed " + seed).isEmpty();
            assertThat(world.values(log, 0)).as("seed " + seed).isEqualTo(acknowledged);
            world.disk.limitSpace(Long.MAX_VALUE);
            world.appended(log, Batches.of("space again"));
            acknowledged.add("space again");
            world.crash();
            PartitionLog again = world.open();
            assertThat(world.values(again, 0)).as("seed " + seed).isEqualTo(acknowledged);
        }
    }

    @Test
    void append_whenStoringFails_refusesThisAndAllThatFollowAndReadsGoOn() {
        // Given
        LogWorld world = new LogWorld(1);
        PartitionLog log = world.open();
        world.appended(log, Batches.of("a"));
        world.disk.failNextAppend();

        // When
        AppendResult failed = world.append(log, Batches.of("b"));
        AppendResult next = world.append(log, Batches.of("c"));

        // Then
        assertThat(isStorageError(failed)).isTrue();
        assertThat(isStorageError(next)).isTrue();
        assertThat(log.failure()).isPresent();
        assertThat(world.values(log, 0)).containsExactly("a");
        assertThatThrownBy(() -> world.await(log::close)).hasMessageContaining("t-0");
        world.crash();
        assertThat(world.values(world.open(), 0)).containsExactly("a");
    }

    @Test
    void force_thatFails_isNeverTriedAgain() {
        // Given
        LogWorld world = new LogWorld(1);
        PartitionLog log = world.open();
        world.appended(log, Batches.of("a"));
        world.disk.failNextForce();

        // When, Then
        assertThatThrownBy(() -> world.await(log::force)).hasMessageContaining("takes no more records");
        assertThatThrownBy(() -> world.await(log::force)).hasMessageContaining("takes no more records");
        assertThat(isStorageError(world.append(log, Batches.of("b")))).isTrue();
        assertThat(log.forcedOffset()).isZero();
        assertThat(world.values(log, 0)).containsExactly("a");
    }

    @Test
    void force_calledOftenAtOnce_forcesAll() {
        // Given
        LogWorld world = new LogWorld(1);
        PartitionLog log = world.open();
        world.appended(log, Batches.of("a"));

        // When
        world.await(() -> {
            log.force();
            log.append(Batches.of("b"), 0);
            log.force();
            log.append(Batches.of("c"), 0);
            return log.force();
        });

        // Then
        assertThat(log.forcedOffset()).isEqualTo(3);
    }

    @Test
    void append_withFlushMessages_isForcedWithoutBeingAsked() {
        // Given
        LogWorld world = new LogWorld(1);
        PartitionLog log = world.open(LogWorld.small().with(Map.of("flush.messages", "3")));

        // When
        for (int i = 0; i < 4; i++) {
            world.appended(log, Batches.of("v"));
        }
        world.time.runUntilIdle();

        // Then
        assertThat(log.forcedOffset()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void append_withFlushMs_isForcedAfterThatTime() {
        // Given
        LogWorld world = new LogWorld(1);
        PartitionLog log = world.open(LogWorld.small().with(Map.of("flush.ms", "500")));

        // When
        world.appended(log, Batches.of("v"));
        world.time.runFor(400_000_000);
        long before = log.forcedOffset();
        world.time.runFor(200_000_000);

        // Then
        assertThat(before).isZero();
        assertThat(log.forcedOffset()).isEqualTo(1);
    }

    @Test
    void read_whenTheDiskDoesNot_isRefused() {
        // Given
        LogWorld world = new LogWorld(1);
        PartitionLog log = world.open();
        world.appended(log, Batches.of("a"));
        world.disk.failReads(true);

        // When
        ReadResult result = world.await(() -> log.read(0, 1000, true, Long.MAX_VALUE));

        // Then
        assertThat(result).isInstanceOfSatisfying(
                ReadResult.Refused.class, refused -> assertThat(refused.error()).isEqualTo(ErrorCode.KAFKA_STORAGE_ERROR));
    }
}
