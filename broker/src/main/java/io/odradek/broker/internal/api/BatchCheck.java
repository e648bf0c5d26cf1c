package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.config.TopicSettings;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.DecompressionBudget;
import io.odradek.protocol.record.InvalidBatchException;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.protocol.record.RecordValidator;
import io.odradek.protocol.record.TimestampType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Checks a batch that a producer sent, as far as that can be done without the partition: size, CRC, codec, header, timestamps, and, unless
 * {@code record.validation=header}, every record.
 *
 * <p>Thread-safe. A greatest timestamp that the header states wrongly is put right in place, since searches rely on it.
 */
public final class BatchCheck {
    /** A batch of 100 MiB of zeros compresses into a small request; more than any honest batch holds is not decompressed. */
    private static final int DECOMPRESSED_SIZE_BYTES_MAX = 512 * 1024 * 1024;

    /** What a request may decompress to beyond that, for each of its bytes: honest records seldom shrink further. */
    private static final long DECOMPRESSED_BYTES_PER_BYTE_MAX = 16;

    private static final long NO_TIMESTAMP = -1;
    private static final byte ZSTD = 4;
    private static final int ZSTD_SINCE_VERSION = 7;

    private final CodecLookup codecs;
    private final @Nullable RecordValidator records;

    /** A check with these codecs that walks the records or not. */
    public BatchCheck(CodecLookup codecs, boolean recordsWalked) {
        this.codecs = codecs;
        this.records = recordsWalked ? new RecordValidator(codecs, DECOMPRESSED_SIZE_BYTES_MAX) : null;
    }

    /** What the batches of a request of so many bytes may decompress to together. */
    static DecompressionBudget budget(int requestSizeBytes) {
        return new DecompressionBudget(DECOMPRESSED_SIZE_BYTES_MAX + DECOMPRESSED_BYTES_PER_BYTE_MAX * requestSizeBytes);
    }

    /**
     * Checks the one batch in a partition's bytes.
     *
     * @param version the version of the produce request
     * @param budget the request's, which this batch takes from
     * @throws io.odradek.api.OdradekException whose code and message are the answer
     */
    void check(@Nullable ByteBuffer bytes, TopicSettings topic, short version, DecompressionBudget budget, long nowMs) {
        if (bytes == null) {
            throw new InvalidBatchException(ErrorCode.INVALID_RECORD, "A partition of the request has no records");
        }
        RecordBatch batch = RecordBatches.single(bytes);
        if (batch.sizeBytes() > topic.batchSizeBytesMax()) {
            throw new InvalidBatchException(
                    ErrorCode.MESSAGE_TOO_LARGE,
                    "The batch has " + batch.sizeBytes() + " bytes, its topic takes up to " + topic.batchSizeBytesMax() + ""
                            + " (max.message.bytes)");
        }
        batch.verifyCrc();
        checkKind(batch);
        checkCodec(batch, version);
        if (records == null) {
            RecordValidator.validateHeader(batch);
        } else {
            long maxTimestampMs = records.validate(batch, budget);
            if (maxTimestampMs != batch.maxTimestampMs()) {
                batch.setMaxTimestamp(maxTimestampMs);
            }
        }
        if (topic.log().timestampType() == TimestampType.CREATE_TIME) {
            checkTimestamps(batch, topic, nowMs);
        }
    }

    private static void checkKind(RecordBatch batch) {
        if (batch.isControl()) {
            throw new InvalidBatchException(ErrorCode.INVALID_RECORD, "A producer must not send control batches");
        }
        if (batch.isTransactional()) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_TXN_STATE, "The batch belongs to a transaction, and this broker coordinates no transactions");
        }
        if (batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_TIMESTAMP, "The batch says that its timestamps are the broker's, which only the broker may say");
        }
    }

    private void checkCodec(RecordBatch batch, short version) {
        byte codec = batch.codecId();
        if (codec == ZSTD && version < ZSTD_SINCE_VERSION) {
            throw new InvalidBatchException(
                    ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
                    "zstd goes with Produce " + ZSTD_SINCE_VERSION + " and later, not with " + version);
        }
        if (codec != 0) {
            codecs.codec(codec);
        }
    }

    private static void checkTimestamps(RecordBatch batch, TopicSettings topic, long nowMs) {
        long latestMs = batch.maxTimestampMs();
        if (latestMs != NO_TIMESTAMP && latestMs - nowMs > topic.timestampAfterMsMax()) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_TIMESTAMP,
                    "A record has the timestamp " + latestMs + ", " + (latestMs - nowMs) + " ms after the broker's time; its topic"
                            + " takes up to "
                            + topic.timestampAfterMsMax() + " (message.timestamp.after.max.ms)");
        }
        long firstMs = batch.baseTimestampMs();
        if (firstMs != NO_TIMESTAMP && nowMs - firstMs > topic.timestampBeforeMsMax()) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_TIMESTAMP,
                    "A record has the timestamp " + firstMs + ", " + (nowMs - firstMs) + " ms before the broker's time; its topic"
                            + " takes up to "
                            + topic.timestampBeforeMsMax() + " (message.timestamp.before.max.ms)");
        }
    }
}
