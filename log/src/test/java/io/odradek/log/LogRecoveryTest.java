package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.CorruptDataException;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.spi.runtime.RandomSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A log that was not closed in good order ends behind its last sound batch, wherever the damage is. */
class LogRecoveryTest {
    private static final String FIRST = "00000000000000000000.log";
    private static final int PIECE_BYTES = 512;

    private final LogWorld world = new LogWorld(2);

    /** Batches with the offsets of a log that starts at 0, one record each. */
    private static List<ByteBuffer> batches(int count, int valueSizeBytesMax) {
        RandomSource random = RandomSource.seeded(5);
        List<ByteBuffer> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer batch = Batches.ofSize(1 + random.nextInt(valueSizeBytesMax), 'a' + i % 26);
            RecordBatch view = new RecordBatch().wrap(batch, 0);
            view.setBaseOffset(i);
            view.setPartitionLeaderEpoch(0);
            batches.add(batch);
        }
        return batches;
    }

    /** How many batches end at {@code sizeBytes} or before. */
    private static int wholeWithin(List<ByteBuffer> batches, int sizeBytes) {
        int end = 0;
        for (int i = 0; i < batches.size(); i++) {
            end += batches.get(i).remaining();
            if (end > sizeBytes) {
                return i;
            }
        }
        return batches.size();
    }

    /** Opens the log after a crash and checks where it ends, that it goes on there, and that a second crash changes nothing. */
    private void requireEnd(String what, int endOffset) {
        PartitionLog log = world.open();
        assertThat(log.endOffset()).as(what).isEqualTo(endOffset);
        assertThat(log.forcedOffset()).as(what).isEqualTo(endOffset);
        assertThat(world.values(log, 0)).as(what).hasSize(endOffset);
        assertThat(world.appended(log, Batches.of("next")).firstOffset()).as(what).isEqualTo(endOffset);
        world.crash();
        PartitionLog again = world.open();
        assertThat(world.values(again, 0)).as(what).hasSize(endOffset + 1).endsWith("next");
        world.crash();
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 0));
    }

    private void putFirst(ByteBuffer content) {
        world.replace(FIRST, content);
        world.crash();
    }

    @Test
    void open_everyPrefix_endsBehindTheLastWholeBatch() {
        // Given
        List<ByteBuffer> batches = batches(8, 200);
        ByteBuffer whole = Batches.join(batches.toArray(ByteBuffer[]::new));
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 0));

        for (int sizeBytes = 0; sizeBytes <= whole.limit(); sizeBytes++) {
            // When
            putFirst(whole.slice(0, sizeBytes));

            // Then
            requireEnd("cut at " + sizeBytes, wholeWithin(batches, sizeBytes));
        }
    }

    @Test
    void open_everyPrefixWithAZeroTail_endsBehindTheLastWholeBatch() {
        // Given
        List<ByteBuffer> batches = batches(8, 200);
        ByteBuffer whole = Batches.join(batches.toArray(ByteBuffer[]::new));
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 0));

        for (int sizeBytes = 0; sizeBytes <= whole.limit(); sizeBytes++) {
            // When
            ByteBuffer padded = ByteBuffer.allocate(whole.limit() + 3000).put(whole.slice(0, sizeBytes)).clear();
            putFirst(padded);

            // Then: a batch whose last bytes are zeros anyway is whole
            int expected = wholeWithin(batches, sizeBytes);
            ByteBuffer same = whole.duplicate().limit(whole.limit());
            while (expected < batches.size() && sameBytes(padded, same, endOf(batches, expected))) {
                expected++;
            }
            requireEnd("zeros from " + sizeBytes, expected);
        }
    }

    private static int endOf(List<ByteBuffer> batches, int index) {
        return batches.subList(0, index + 1).stream().mapToInt(ByteBuffer::remaining).sum();
    }

    private static boolean sameBytes(ByteBuffer one, ByteBuffer other, int sizeBytes) {
        return one.slice(0, sizeBytes).equals(other.slice(0, sizeBytes));
    }

    @Test
    void open_everyHoleOf512Bytes_endsBeforeTheHole() {
        // Given
        List<ByteBuffer> batches = batches(52, 400);
        ByteBuffer whole = Batches.join(batches.toArray(ByteBuffer[]::new));
        assertThat(whole.limit()).isLessThan(16_000);
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 0));

        for (int hole = 0; hole < whole.limit(); hole += PIECE_BYTES) {
            // When
            ByteBuffer torn = ByteBuffer.allocate(whole.limit()).put(whole.duplicate()).flip();
            torn.put(hole, new byte[Math.min(PIECE_BYTES, whole.limit() - hole)]);
            putFirst(torn);

            // Then: not even whole batches behind the hole are there
            requireEnd("hole at " + hole, wholeWithin(batches, hole));
        }
    }

    @Test
    void open_everyByteChanged_endsBeforeItsBatch() {
        // Given
        List<ByteBuffer> batches = batches(4, 60);
        ByteBuffer whole = Batches.join(batches.toArray(ByteBuffer[]::new));
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 0));

        for (int position = 0; position < whole.limit(); position++) {
            // When
            ByteBuffer changed = ByteBuffer.allocate(whole.limit()).put(whole.duplicate()).flip();
            changed.put(position, (byte) (changed.get(position) ^ 0x40));
            putFirst(changed);

            // Then
            int batch = wholeWithin(batches, position);
            int inBatch = position - (batch == 0 ? 0 : endOf(batches, batch - 1));
            // The leader epoch is outside the CRC: another one that does not go back is not seen.
            boolean unseen = inBatch >= 12 && inBatch < 16;
            PartitionLog log = world.open();
            if (!unseen) {
                assertThat(log.endOffset()).as("changed at " + position).isEqualTo(batch);
            }
            world.crash();
            world.positions.set(LogWorld.FOLDER, new LogPosition(0, 0));
        }
    }

    @Test
    void open_withOlderBatchesBehindTheEnd_doesNotTakeThem() {
        // Given
        List<ByteBuffer> batches = batches(3, 50);
        new RecordBatch().wrap(batches.get(2), 0).setBaseOffset(7);
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 0));

        // When
        putFirst(Batches.join(batches.toArray(ByteBuffer[]::new)));

        // Then
        requireEnd("a batch of another offset", 2);
    }

    @Test
    void open_withAnEpochThatGoesBack_endsBeforeIt() {
        // Given
        List<ByteBuffer> batches = batches(3, 50);
        new RecordBatch().wrap(batches.get(0), 0).setPartitionLeaderEpoch(4);
        new RecordBatch().wrap(batches.get(1), 0).setPartitionLeaderEpoch(4);
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 0));

        // When
        putFirst(Batches.join(batches.toArray(ByteBuffer[]::new)));
        PartitionLog log = world.open();

        // Then
        assertThat(log.endOffset()).isEqualTo(2);
    }

    @Test
    void open_withABatchLargerThanAChunk_findsIt() {
        // Given
        LogSettings large = LogSettings.DEFAULTS.with(Map.of("segment.bytes", "4000000"));
        PartitionLog log = world.open(large);
        world.appended(log, Batches.of("small"));
        world.appended(log, Batches.ofSize(1_500_000, 3));
        world.appended(log, Batches.of("after"));

        // When
        world.crash();
        PartitionLog again = world.open(large);

        // Then
        assertThat(again.endOffset()).isEqualTo(3);
        assertThat(world.values(again, 2)).containsExactly("after");
    }

    @Test
    void open_withDamageBeforeTheRecoveryPoint_tellsItAndCutsNothing() {
        // Given
        List<ByteBuffer> batches = batches(6, 100);
        ByteBuffer whole = Batches.join(batches.toArray(ByteBuffer[]::new));
        whole.put(endOf(batches, 1) + 70, (byte) 0);
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 4));
        putFirst(whole);

        // When, Then
        assertThatThrownBy(world::open)
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(FIRST)
                .hasMessageContaining("byte " + endOf(batches, 1))
                .hasMessageContaining("offset 4");
        world.crash();
        assertThat(world.content(FIRST)).isEqualTo(whole);
    }

    @Test
    void open_withRecordsMissingBeforeTheRecoveryPoint_tellsIt() {
        // Given
        List<ByteBuffer> batches = batches(3, 100);
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 5));
        putFirst(Batches.join(batches.toArray(ByteBuffer[]::new)));

        // When, Then
        assertThatThrownBy(world::open).isInstanceOf(CorruptDataException.class).hasMessageContaining("before 5");
    }

    @Test
    void open_withoutAnySegmentBeforeTheRecoveryPoint_tellsIt() {
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 5));

        assertThatThrownBy(world::open).isInstanceOf(CorruptDataException.class).hasMessageContaining("no segment");
    }

    @Test
    void open_withDamageInASegmentThatOthersFollow_givesUpThoseToo() {
        // Given
        PartitionLog log = world.open();
        for (int i = 0; i < 40; i++) {
            world.appended(log, Batches.ofSize(2000, i));
        }
        world.crash();
        List<String> logs = world.files().stream().filter(name -> name.endsWith(".log")).toList();
        assertThat(logs).hasSizeGreaterThan(3);
        ByteBuffer second = world.content(logs.get(1));
        second.put(2500, (byte) (second.get(2500) ^ 1));
        world.replace(logs.get(1), second);
        world.crash();
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 0));

        // When
        PartitionLog again = world.open();

        // Then
        long secondBase = Long.parseLong(logs.get(1).substring(0, 20));
        assertThat(again.endOffset()).isEqualTo(secondBase + 1);
        assertThat(world.values(again, 0)).hasSize((int) secondBase + 1);
        world.appended(again, Batches.of("more"));
        world.restart(again);
        assertThat(world.files().stream().filter(name -> name.endsWith(".log"))).containsExactly(logs.get(0), logs.get(1));
    }

    @Test
    void open_withASegmentThatWasForcedButNotSealed_endsItAtItsLastBatch() {
        // Given: a force reached the very end of a segment, the next one was begun, and the process died before the seal
        List<ByteBuffer> batches = batches(5, 100);
        ByteBuffer whole = Batches.join(batches.toArray(ByteBuffer[]::new));
        world.replace(FIRST, ByteBuffer.allocate(whole.limit() + 5000).put(whole.duplicate()).clear());
        world.replace("00000000000000000005.log", ByteBuffer.allocate(3000));
        world.crash();
        world.positions.set(LogWorld.FOLDER, new LogPosition(0, 5));

        // When
        PartitionLog log = world.open();

        // Then
        assertThat(world.values(log, 0)).hasSize(5);
        assertThat(world.appended(log, Batches.of("next")).firstOffset()).isEqualTo(5);
        assertThat(world.values(log, 3)).hasSize(3).endsWith("next");
        world.crash();
        assertThat(world.content(FIRST)).isEqualTo(whole);
    }

    @Test
    void open_withHalfWrittenSmallFiles_removesThem() {
        // Given
        PartitionLog log = world.open();
        world.appended(log, Batches.of("a"));
        world.crash();
        world.replace("00000000000000000000.index.tmp", ByteBuffer.wrap(new byte[5]));

        // When
        PartitionLog again = world.open();
        world.restart(again);

        // Then
        assertThat(world.files()).noneMatch(name -> name.endsWith(".tmp"));
    }
}
