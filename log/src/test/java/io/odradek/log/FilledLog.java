package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A log of many segments in a world of its own: batch i has the records 2i and 2i + 1, and is of epoch i / 7. */
final class FilledLog {
    static final int RECORD_COUNT = 120;
    private static final int EPOCH_RECORD_COUNT = 14;

    final LogWorld world;

    FilledLog(long seed) {
        world = new LogWorld(seed);
    }

    PartitionLog open() {
        PartitionLog log = world.open();
        fill(log);
        return log;
    }

    /** Appends what is missing at the end. */
    void fill(PartitionLog log) {
        while (log.endOffset() < RECORD_COUNT) {
            world.replicated(log, batch((int) log.endOffset()));
        }
        world.time.runUntilIdle();
    }

    /** The batch at an even offset. */
    static ByteBuffer batch(int offset) {
        return Batches.placed(
                offset, epochAt(offset), Batches.at(Batches.TIMESTAMP_MS + offset / 2, valueAt(offset), valueAt(offset + 1)));
    }

    private static String valueAt(int offset) {
        return offset % 2 == 0 ? "a" + offset : "b" + offset + "x".repeat(offset * 37 % 900 + 600);
    }

    static int epochAt(int offset) {
        return offset / EPOCH_RECORD_COUNT;
    }

    /** Where the log ends when it is cut at an offset. */
    static int endWithout(int offset) {
        return offset / 2 * 2;
    }

    long truncate(PartitionLog log, long offset) {
        return world.await(() -> log.truncateTo(offset));
    }

    void requireEnd(PartitionLog log, int endOffset) {
        requireLog(log, 0, endOffset);
    }

    /** Checks the log from its start to its end, and everything it says of either. */
    void requireLog(PartitionLog log, int startOffset, int endOffset) {
        String what = "to " + endOffset;
        assertThat(log.logStartOffset()).as(what).isEqualTo(startOffset);
        assertThat(log.endOffset()).as(what).isEqualTo(endOffset);
        assertThat(log.highWatermark()).as(what).isLessThanOrEqualTo(endOffset);
        assertThat(log.forcedOffset()).as(what).isLessThanOrEqualTo(endOffset);
        List<String> values = new ArrayList<>();
        for (int offset = startOffset; offset < endOffset; offset++) {
            values.add(valueAt(offset));
        }
        assertThat(world.values(log, startOffset)).as(what).isEqualTo(values);
        boolean empty = startOffset == endOffset;
        int lastEpoch = epochAt(endOffset - 1);
        assertThat(log.endOf(lastEpoch)).as(what).isEqualTo(empty ? EpochEnd.UNKNOWN : new EpochEnd(lastEpoch, endOffset));
        assertThat(world.await(log::maxTimestamp).map(TimestampedOffset::timestampMs).orElse(-1L))
                .as(what)
                .isEqualTo(empty ? -1 : Batches.TIMESTAMP_MS + endOffset / 2 - 1);
        assertThat(world.await(() -> log.read(endOffset + 1, 100, true, Long.MAX_VALUE))).as(what).isInstanceOf(ReadResult.Refused.class);
    }

    /** The offsets in the names of files that end so; while no log is open. */
    List<Long> offsetsOf(String suffix) {
        return world.files().stream()
                .filter(name -> name.endsWith(suffix))
                .map(name -> Long.parseLong(name.substring(0, 20)))
                .toList();
    }
}
