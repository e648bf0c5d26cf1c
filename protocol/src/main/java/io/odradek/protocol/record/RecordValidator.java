package io.odradek.protocol.record;

import io.odradek.api.ErrorCode;

/**
 * Walks over the records of a batch from outside and checks that they are what its header says, compressed ones too, without making
 * anything of them.
 *
 * <p>Thread-safe. The memory that it takes does not depend on the batch, and its time is bounded by the bytes that the batch has or may
 * decompress to. The CRC is {@link RecordBatch#verifyCrc}, and goes first.
 */
public final class RecordValidator {

    private final CodecLookup codecs;
    private final int decompressedSizeBytesMax;

    /**
     * A validator with these codecs.
     *
     * @param decompressedSizeBytesMax the most that the records of one batch may decompress to
     */
    public RecordValidator(CodecLookup codecs, int decompressedSizeBytesMax) {
        this.codecs = codecs;
        this.decompressedSizeBytesMax = decompressedSizeBytesMax;
    }

    /**
     * Checks the header's counts, and each record's lengths and offset.
     *
     * @return the greatest timestamp of a record, which the header may have stated wrongly
     * @throws InvalidBatchException naming the field: code 87 when a record is not as it must be, 2 when it cannot be decompressed, 10
     *     when it decompresses to too much, 76 when its codec is unknown
     */
    public long validate(RecordBatch batch) {
        return validate(batch, new DecompressionBudget(decompressedSizeBytesMax));
    }

    /**
     * The same for one of several batches, which decompress to no more than the budget together.
     *
     * @param budget what the batches before have left of it; what this one takes is spent, also when it is refused
     */
    public long validate(RecordBatch batch, DecompressionBudget budget) {
        validateHeader(batch);
        if (batch.codecId() == 0) {
            long maxTimestampDeltaMs = QuickWalk.maxTimestampDeltaMs(batch.recordBytes(), batch.recordCount());
            if (maxTimestampDeltaMs != QuickWalk.UNSURE) {
                return batch.baseTimestampMs() + maxTimestampDeltaMs;
            }
        }
        return walkExactly(batch, budget);
    }

    /** The walk that can name what is wrong, and the only one for compressed records. */
    long walkExactly(RecordBatch batch) {
        return walkExactly(batch, new DecompressionBudget(decompressedSizeBytesMax));
    }

    private long walkExactly(RecordBatch batch, DecompressionBudget budget) {
        try (RecordBytes bytes = RecordBytes.of(batch, codecs, budget.leftBytes(decompressedSizeBytesMax))) {
            try {
                return walked(batch, bytes);
            } finally {
                if (batch.codecId() != 0) {
                    budget.spend(bytes.position());
                }
            }
        }
    }

    private static long walked(RecordBatch batch, RecordBytes bytes) {
        int recordCount = batch.recordCount();
        long maxTimestampDeltaMs = Long.MIN_VALUE;
        for (int i = 0; i < recordCount; i++) {
            maxTimestampDeltaMs = Math.max(maxTimestampDeltaMs, checked(bytes, i));
        }
        if (!bytes.isAtEnd()) {
            throw bytes.invalid("recordCount", "is " + recordCount + ", but bytes follow the last record");
        }
        return batch.baseTimestampMs() + maxTimestampDeltaMs;
    }

    /** Checks what can be known of a batch without looking at its records. */
    public static void validateHeader(RecordBatch batch) {
        int recordCount = batch.recordCount();
        if (recordCount < 1) {
            throw invalid(batch, "recordCount is " + recordCount + ", a batch has at least one record");
        }
        if (batch.lastOffsetDelta() != recordCount - 1) {
            throw invalid(batch, "lastOffsetDelta is " + batch.lastOffsetDelta() + ", but recordCount is " + recordCount);
        }
        int recordsSizeBytes = batch.sizeBytes() - RecordBatch.HEADER_SIZE_BYTES;
        if (batch.codecId() == 0 && recordCount > recordsSizeBytes / BatchLayout.RECORD_SIZE_BYTES_MIN) {
            throw invalid(batch, "recordCount is " + recordCount + ", but its records have only " + recordsSizeBytes + " bytes");
        }
    }

    private static InvalidBatchException invalid(RecordBatch batch, String why) {
        return new InvalidBatchException(ErrorCode.INVALID_RECORD, "The record batch at byte " + batch.position() + ": " + why);
    }

    private static long checked(RecordBytes bytes, int index) {
        try {
            return record(bytes, index);
        } catch (InvalidBatchException invalid) {
            // What cannot be decompressed is no record's fault.
            throw invalid.code() == ErrorCode.INVALID_RECORD ? invalid.ofRecord(index) : invalid;
        }
    }

    private static long record(RecordBytes bytes, int offsetDelta) {
        long end = bytes.recordEnd(offsetDelta);
        bytes.int8("record.attributes");
        long timestampDeltaMs = bytes.varlong("record.timestampDelta");
        int statedDelta = bytes.varint("record.offsetDelta");
        if (statedDelta != offsetDelta) {
            throw bytes.invalid("record.offsetDelta", "is " + statedDelta + " in record " + offsetDelta);
        }
        skip(bytes, end, "record.key", -1);
        skip(bytes, end, "record.value", -1);
        for (int left = bytes.headerCount(end, offsetDelta); left > 0; left--) {
            skip(bytes, end, "record.header.key", 0);
            skip(bytes, end, "record.header.value", -1);
        }
        bytes.requireEnd(end, offsetDelta);
        return timestampDeltaMs;
    }

    private static void skip(RecordBytes bytes, long end, String field, int lengthMin) {
        int length = bytes.length(field, end, lengthMin);
        if (length > 0) {
            bytes.skip(length, field);
        }
    }
}
