package io.odradek.fuzz;

import io.odradek.log.AppendResult;
import io.odradek.log.LogEnvironment;
import io.odradek.log.LogListener;
import io.odradek.log.LogPosition;
import io.odradek.log.LogSettings;
import io.odradek.log.PartitionLog;
import io.odradek.log.ReadResult;
import io.odradek.protocol.record.InvalidBatchException;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.spi.storage.FileRange;
import io.odradek.spi.storage.LogStorage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One partition's folder as a process finds it that starts. An input is a byte of flags, the log's start, its recovery point, and the
 * files, each with a byte for its name and its length in front.
 *
 * <p>The log opens or says what is wrong. If it opens, all of it can be read or is reported as damaged, it takes a record at its end, and
 * after a stop in good order it ends where it ended.
 */
final class LogFilesTarget implements FuzzTarget {
    static final int CLOSED_IN_GOOD_ORDER = 1;
    static final int POSITION_KNOWN = 2;
    static final int REPAIR_CRC = 4;
    static final String FOLDER = "t-0";
    /** Several segments of few and small batches. */
    static final LogSettings SETTINGS = LogSettings.DEFAULTS.with(
            Map.of("segment.bytes", "4096", "index.interval.bytes", "0", "segment.index.bytes", "24", "retention.ms", "-1"));

    private static final String[] SUFFIXES = {".log", ".index", ".timeindex", ".snapshot", ".log.tmp", ".index.tmp"};
    private static final String LEADER_EPOCHS = "leader-epoch-checkpoint";
    private static final int BASE_OFFSET_MAX = 31;
    private static final int READ_SIZE_BYTES = 4096;
    private static final long ALLOCATED_BYTES_MIN = 16L << 20;
    private static final long ALLOCATED_BYTES_PER_BYTE_MAX = 4000;

    /** An input of these files. */
    static byte[] input(int flags, int logStartOffset, int recoveryPoint, Map<String, byte[]> files) {
        InputWriter writer = new InputWriter().int8(flags).int8(logStartOffset).int8(recoveryPoint);
        files.forEach((name, content) -> writer.int8(codeOf(name)).piece(content));
        return writer.toBytes();
    }

    private static int codeOf(String name) {
        for (int code = 0; code <= 0xFF; code++) {
            if (nameOf(code).equals(name)) {
                return code;
            }
        }
        throw new IllegalArgumentException("no input can have a file of the name " + name);
    }

    private static String nameOf(int code) {
        int kind = code & 0x07;
        int baseOffset = code >> 3 & BASE_OFFSET_MAX;
        return kind < SUFFIXES.length ? String.format(Locale.ROOT, "%020d", baseOffset) + SUFFIXES[kind] : LEADER_EPOCHS;
    }

    @Override
    public void read(byte[] input) {
        InputReader reader = new InputReader(input);
        int flags = reader.int8();
        LogPosition position = new LogPosition(reader.int8(), reader.int8());
        Map<String, byte[]> files = new LinkedHashMap<>();
        while (reader.hasMore()) {
            String name = nameOf(reader.int8());
            byte[] content = reader.piece();
            files.put(name, (flags & REPAIR_CRC) == 0 ? content : HostileFiles.repaired(name, content));
        }
        Cost.within(ALLOCATED_BYTES_MIN + ALLOCATED_BYTES_PER_BYTE_MAX * input.length, () -> {
            live(flags, position, files);
            return null;
        });
    }

    private static void live(int flags, LogPosition position, Map<String, byte[]> files) {
        VirtualFolder world = new VirtualFolder();
        world.put(FOLDER, files);
        FixedPositions positions = new FixedPositions((flags & CLOSED_IN_GOOD_ORDER) != 0);
        if ((flags & POSITION_KNOWN) != 0) {
            positions.note(FOLDER, position);
        }
        Optional<PartitionLog> opened = open(world, positions);
        if (opened.isEmpty()) {
            return;
        }
        PartitionLog log = opened.get();
        boolean recoveredWhole = (flags & (CLOSED_IN_GOOD_ORDER | POSITION_KNOWN)) == 0;
        readAll(world, log, recoveredWhole);
        if (log.endOffset() < Long.MAX_VALUE - 1) {
            long end = log.endOffset();
            Optional<AppendResult> result = world.await(() -> log.append(Samples.batch(1), Integer.MAX_VALUE));
            if (result.isPresent() && result.get() instanceof AppendResult.Appended appended && appended.firstOffset() != end) {
                throw new AssertionError("a log that ended at " + end + " gave offset " + appended.firstOffset());
            }
        }
        long end = log.endOffset();
        if (world.await(() -> log.close().thenApply(done -> true)).isPresent()) {
            world.nextProcess();
            positions.closeInGoodOrder();
            Optional<PartitionLog> again = open(world, positions);
            if (again.isPresent() && again.get().endOffset() != end) {
                throw new AssertionError("a log that was closed in good order at " + end + " ends at " + again.get().endOffset());
            }
        }
    }

    static Optional<PartitionLog> open(VirtualFolder world, FixedPositions positions) {
        LogStorage storage = world.storage();
        return world.await(() -> storage.open(world.loop)
                .thenCompose(done -> storage.openFolder(FOLDER, world.loop))
                .thenCompose(folder -> PartitionLog.open(
                        folder, SETTINGS, new LogEnvironment(world.loop, Codecs.LOOKUP, positions, LogListener.none()))));
    }

    private static void readAll(VirtualFolder world, PartitionLog log, boolean recoveredWhole) {
        long next = log.logStartOffset();
        while (next < log.endOffset()) {
            long from = next;
            Optional<ReadResult> result = world.await(() -> log.read(from, READ_SIZE_BYTES, true, Long.MAX_VALUE));
            if (result.isEmpty() || !(result.get() instanceof ReadResult.Found found) || found.range().isEmpty()) {
                return;
            }
            next = recoveredWhole ? behindSound(bytesOf(found.range().get()), from) : behind(bytesOf(found.range().get()), from);
        }
    }

    private static ByteBuffer bytesOf(FileRange range) {
        ByteBuffer bytes = ByteBuffer.allocate(range.sizeBytes());
        range.read(0, bytes);
        range.release();
        return bytes.flip();
    }

    /** The offset behind the batches of a read, each of which recovery has looked at: sound, and without a gap. */
    private static long behindSound(ByteBuffer bytes, long from) {
        long next = from;
        for (RecordBatches each = new RecordBatches(bytes, RecordBatches.Tail.REFUSE); each.next(); ) {
            each.batch().verifyCrc();
            if (each.batch().baseOffset() > next) {
                throw new AssertionError("offset " + each.batch().baseOffset() + " where " + next + " comes next");
            }
            next = each.batch().lastOffset() + 1;
        }
        return next;
    }

    /** The offset behind the batches of a read, whose bytes are believed: whoever reads them checks the CRC. It must lead on. */
    private static long behind(ByteBuffer bytes, long from) {
        long next = from;
        try {
            for (RecordBatches each = new RecordBatches(bytes, RecordBatches.Tail.REFUSE); each.next(); ) {
                next = Math.max(next, each.batch().lastOffset() + 1);
            }
        } catch (InvalidBatchException damaged) {
            return Long.MAX_VALUE;
        }
        if (next == from) {
            throw new AssertionError("a read from " + from + " gave batches that all end before it");
        }
        return next;
    }
}
