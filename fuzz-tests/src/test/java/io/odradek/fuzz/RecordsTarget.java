package io.odradek.fuzz;

import io.odradek.protocol.record.InvalidBatchException;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.protocol.record.RecordReader;
import io.odradek.protocol.record.RecordValidator;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Record batches, as a broker takes them and as a client reads them. An input is a byte of flags and the bytes of a partition; flag 1
 * repairs the CRCs, so that what lies behind them is reached.
 *
 * <p>What the validator lets through, the reader must read; and the walk over plain records, which is quick, must judge as the one does
 * that walks compressed records byte by byte.
 */
final class RecordsTarget implements FuzzTarget {
    static final int REPAIR_CRC = 1;

    private static final int DECOMPRESSED_SIZE_BYTES_MAX = 128 * 1024;
    private static final int CODEC_MASK = 0x07;
    private static final int ATTRIBUTES_LOW_BYTE = 22;
    private static final int LENGTH = 8;
    private static final int OVERHEAD = 12;
    private static final byte GZIP = 1;
    /** The least header takes two bytes in a record, and some objects in memory. */
    private static final long ALLOCATED_BYTES_PER_BYTE_MAX = 200;

    private static final long ALLOCATED_BYTES_MIN = 1L << 20;
    private final RecordValidator validator = new RecordValidator(Codecs.LOOKUP, DECOMPRESSED_SIZE_BYTES_MAX);

    /** An input of these flags. */
    static byte[] input(int flags, ByteBuffer partition) {
        byte[] bytes = new byte[partition.remaining()];
        partition.duplicate().get(bytes);
        return new InputWriter().int8(flags).bytes(bytes).toBytes();
    }

    @Override
    public void read(byte[] input) {
        InputReader reader = new InputReader(input);
        int flags = reader.int8();
        ByteBuffer bytes = reader.rest();
        if ((flags & REPAIR_CRC) != 0) {
            named(() -> repaired(bytes));
        }
        long allocatedBytesMax = ALLOCATED_BYTES_MIN
                + ALLOCATED_BYTES_PER_BYTE_MAX * (bytes.remaining() + (long) DECOMPRESSED_SIZE_BYTES_MAX);
        Cost.within(allocatedBytesMax, () -> named(() -> produced(bytes)));
        Cost.within(allocatedBytesMax * Math.max(1, bytes.remaining() / RecordBatch.HEADER_SIZE_BYTES), () -> named(() -> fetched(bytes)));
    }

    private static boolean repaired(ByteBuffer bytes) {
        for (RecordBatches each = new RecordBatches(bytes, RecordBatches.Tail.IGNORE); each.next(); ) {
            HostileFiles.repair(each.batch());
        }
        return true;
    }

    /** As a broker takes a partition of a request. */
    private boolean produced(ByteBuffer bytes) {
        RecordBatch batch = RecordBatches.single(bytes);
        batch.verifyCrc();
        OptionalLong maxTimestampMs = validated(batch);
        if (batch.codecId() == 0) {
            OptionalLong exactly = validated(compressed(batch));
            if (!exactly.equals(maxTimestampMs)) {
                throw new AssertionError("the quick walk says " + maxTimestampMs + ", the exact one says " + exactly);
            }
        }
        if (maxTimestampMs.isPresent()) {
            int recordCount = read(batch, true);
            if (recordCount != batch.recordCount()) {
                throw new AssertionError("a valid batch of " + batch.recordCount() + " records was read as " + recordCount);
            }
        }
        return true;
    }

    private OptionalLong validated(RecordBatch batch) {
        Optional<Long> maxTimestampMs = named(() -> validator.validate(batch));
        return maxTimestampMs.isPresent() ? OptionalLong.of(maxTimestampMs.get()) : OptionalLong.empty();
    }

    /** The same records under a codec, which keeps the quick walk away from them. */
    private static RecordBatch compressed(RecordBatch plain) {
        ByteBuffer records = plain.recordBytes();
        ByteBuffer bytes = ByteBuffer.allocate(
                RecordBatch.HEADER_SIZE_BYTES + Codecs.LOOKUP.codec(GZIP).compressedSizeBytesMax(records.remaining()));
        bytes.put(plain.bytes().limit(RecordBatch.HEADER_SIZE_BYTES));
        Codecs.LOOKUP.codec(GZIP).compress(records, bytes);
        bytes.flip();
        bytes.putInt(LENGTH, bytes.limit() - OVERHEAD);
        bytes.put(ATTRIBUTES_LOW_BYTE, (byte) (bytes.get(ATTRIBUTES_LOW_BYTE) & ~CODEC_MASK | GZIP));
        RecordBatch batch = new RecordBatch().wrap(bytes, 0);
        HostileFiles.repair(batch);
        return batch;
    }

    /** As a client takes a partition of an answer. */
    private boolean fetched(ByteBuffer bytes) {
        for (RecordBatches each = new RecordBatches(bytes, RecordBatches.Tail.IGNORE); each.next(); ) {
            RecordBatch batch = each.batch();
            named(() -> {
                batch.verifyCrc();
                return read(batch, false);
            });
        }
        return true;
    }

    private static int read(RecordBatch batch, boolean withoutGaps) {
        int recordCount = 0;
        try (RecordReader records = new RecordReader(batch, Codecs.LOOKUP, DECOMPRESSED_SIZE_BYTES_MAX)) {
            while (records.next()) {
                if (withoutGaps && records.offset() != batch.baseOffset() + recordCount) {
                    throw new AssertionError("record " + recordCount + " of a valid batch has the offset " + records.offset());
                }
                recordCount++;
            }
        }
        return recordCount;
    }

    /** What comes of it, or nothing where it is refused in the permitted way. */
    private static <T> Optional<T> named(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (InvalidBatchException invalid) {
            String message = String.valueOf(invalid.getMessage());
            if (!message.contains("batch")) {
                throw new AssertionError("the error does not say where: " + message, invalid);
            }
            return Optional.empty();
        }
    }
}
