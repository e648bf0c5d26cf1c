package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.protocol.record.RecordBatchWriter;
import io.odradek.spi.runtime.RandomSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Indexes are caches: whatever becomes of their files, every offset and every timestamp is found. */
class IndexAndTimeTest {
    private final LogWorld world = new LogWorld(6);
    private final List<Long> timestampsMs = new ArrayList<>();

    /** A log of several segments, whose timestamps go up with steps back. */
    private PartitionLog fill() {
        RandomSource random = RandomSource.seeded(9);
        PartitionLog log = world.open();
        for (int i = 0; i < 120; i++) {
            long timestampMs = Batches.TIMESTAMP_MS + i * 1000 - random.nextInt(5000);
            timestampsMs.add(timestampMs);
            world.appended(log, Batches.at(timestampMs, "v" + i + "x".repeat(random.nextInt(700))));
        }
        return log;
    }

    private void requireEverythingIsFound(PartitionLog log) {
        for (int offset = 0; offset < 120; offset++) {
            assertThat(world.values(log, offset)).first().asString().startsWith("v" + offset);
        }
        for (int offset = 0; offset < 120; offset += 7) {
            for (long shiftMs = -1; shiftMs <= 1; shiftMs++) {
                long wanted = timestampsMs.get(offset) + shiftMs;
                int expected = 0;
                while (expected < 120 && timestampsMs.get(expected) < wanted) {
                    expected++;
                }
                if (expected == 120) {
                    assertThat(world.await(() -> log.offsetForTimestamp(wanted))).isEmpty();
                } else {
                    assertThat(world.await(() -> log.offsetForTimestamp(wanted)))
                            .contains(new TimestampedOffset(expected, timestampsMs.get(expected), 0));
                }
            }
        }
        long greatest = timestampsMs.stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(world.await(log::maxTimestamp))
                .contains(new TimestampedOffset(timestampsMs.indexOf(greatest), greatest, 0));
    }

    @Test
    void search_whileOpen_findsEverything() {
        requireEverythingIsFound(fill());
    }

    @Test
    void search_afterARestart_findsEverything() {
        world.restart(fill());

        requireEverythingIsFound(world.open());
    }

    @Test
    void search_afterACrash_findsEverything() {
        fill();
        world.crash();

        requireEverythingIsFound(world.open());
    }

    @Test
    void search_withoutIndexFiles_findsEverythingAndWritesThemAgain() {
        // Given
        world.restart(fill());
        List<String> indexes = world.files().stream().filter(name -> name.endsWith("index")).toList();
        assertThat(indexes).hasSizeGreaterThan(5);
        indexes.forEach(name -> world.inFolder(folder -> folder.delete(name)));

        // When
        PartitionLog log = world.open();

        // Then
        requireEverythingIsFound(log);
        world.restart(log);
        assertThat(world.files()).containsAll(indexes);
    }

    @Test
    void search_withDamagedIndexFiles_findsEverything() {
        world.restart(fill());
        for (String name : world.files().stream().filter(each -> each.endsWith("index")).toList()) {
            ByteBuffer content = world.content(name);
            for (int i = 0; i < content.limit(); i += 5) {
                content.put(i, (byte) (content.get(i) ^ 0x55));
            }
            world.replace(name, content.limit() == 0 ? ByteBuffer.wrap(new byte[3]) : content);
        }

        requireEverythingIsFound(world.open());
    }

    @Test
    void search_withTheIndexesOfAnEarlierClose_findsEverything() {
        // Given: a clean close writes the active segment's indexes, which then grows and is not closed in good order
        PartitionLog log = world.open();
        world.appended(log, Batches.at(Batches.TIMESTAMP_MS, "a"));
        world.restart(log);
        PartitionLog again = world.open();
        world.appended(again, Batches.at(Batches.TIMESTAMP_MS + 5, "b"));
        world.crash();

        // When
        PartitionLog last = world.open();

        // Then
        assertThat(world.await(() -> last.offsetForTimestamp(Batches.TIMESTAMP_MS + 1)))
                .contains(new TimestampedOffset(1, Batches.TIMESTAMP_MS + 5, 0));
    }

    @Test
    void offsetForTimestamp_withinABatch_findsTheRecord() {
        // Given
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(500));
        for (int i = 0; i < 5; i++) {
            writer.tryAppend(1000 + 10 * i, null, new byte[] {1}, List.of());
        }
        PartitionLog log = world.open();
        world.appended(log, writer.seal());

        // When, Then
        assertThat(world.await(() -> log.offsetForTimestamp(1021))).contains(new TimestampedOffset(3, 1030, 0));
        assertThat(world.await(() -> log.offsetForTimestamp(0))).contains(new TimestampedOffset(0, 1000, 0));
        assertThat(world.await(() -> log.offsetForTimestamp(1041))).isEmpty();
    }

    @Test
    void offsetForTimestamp_aboveTheHighWatermark_findsNothing() {
        PartitionLog log = world.open();
        world.appended(log, Batches.at(1000, "a"));
        log.holdHighWatermark();
        world.appended(log, Batches.at(2000, "b"));

        assertThat(world.await(() -> log.offsetForTimestamp(1500))).isEmpty();
    }
}
