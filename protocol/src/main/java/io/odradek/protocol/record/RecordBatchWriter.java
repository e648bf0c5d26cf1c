package io.odradek.protocol.record;

import io.odradek.api.Header;
import io.odradek.protocol.wire.Utf8;
import io.odradek.protocol.wire.Varints;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one V2 batch straight into a buffer: each record is measured once and encoded once.
 *
 * <p>Caller synchronises. The buffer is the caller's, who leaves it alone until the batch is sealed. A record that does not fit leaves no
 * trace.
 */
public final class RecordBatchWriter {

    private final ByteBuffer target;
    private final int start;
    private int recordCount;
    private long baseTimestampMs;
    private long maxTimestampMs;
    private long producerId = RecordBatch.NO_PRODUCER_ID;
    private short producerEpoch = RecordBatch.NO_PRODUCER_EPOCH;
    private int baseSequence = RecordBatch.NO_SEQUENCE;
    private int flags;
    private boolean sealed;

    /**
     * Starts a batch at the target's position; the header is kept free until the batch is sealed.
     *
     * @param target big-endian, direct memory for preference; its position follows the records
     * @throws IllegalArgumentException when there is no room for a header
     */
    public RecordBatchWriter(ByteBuffer target) {
        if (target.remaining() < RecordBatch.HEADER_SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "A batch takes at least " + RecordBatch.HEADER_SIZE_BYTES + " bytes, the buffer has " + target.remaining());
        }
        this.target = target;
        this.start = target.position();
        target.position(start + RecordBatch.HEADER_SIZE_BYTES);
    }

    /** Appends a record, or returns false when it does not fit. */
    public boolean tryAppend(long timestampMs, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        int keySizeBytes = key == null ? -1 : key.length;
        int valueSizeBytes = value == null ? -1 : value.length;
        if (!begin(timestampMs, RecordSizes.contentSizeBytes(keySizeBytes, valueSizeBytes, headers))) {
            return false;
        }
        putBytes(key);
        putBytes(value);
        end(timestampMs, headers);
        return true;
    }

    /** Appends a record, or returns false when it does not fit; positions and limits of key and value stay as they are. */
    public boolean tryAppend(long timestampMs, @Nullable ByteBuffer key, @Nullable ByteBuffer value, List<Header> headers) {
        int keySizeBytes = key == null ? -1 : key.remaining();
        int valueSizeBytes = value == null ? -1 : value.remaining();
        if (!begin(timestampMs, RecordSizes.contentSizeBytes(keySizeBytes, valueSizeBytes, headers))) {
            return false;
        }
        putBuffer(key);
        putBuffer(value);
        end(timestampMs, headers);
        return true;
    }

    private boolean begin(long timestampMs, int contentSizeBytes) {
        if (sealed) {
            throw new IllegalStateException("The batch is sealed; no record can be added to it");
        }
        long timestampDeltaMs = recordCount == 0 ? 0 : timestampMs - baseTimestampMs;
        int bodySizeBytes = RecordSizes.bodySizeBytes(timestampDeltaMs, recordCount, contentSizeBytes);
        if ((long) bodySizeBytes + Varints.sizeBytes(bodySizeBytes) > target.remaining()) {
            return false;
        }
        Varints.put(target, bodySizeBytes);
        target.put((byte) 0);
        Varints.put(target, timestampDeltaMs);
        Varints.put(target, recordCount);
        return true;
    }

    private void end(long timestampMs, List<Header> headers) {
        Varints.put(target, headers.size());
        for (int i = 0; i < headers.size(); i++) {
            Header header = headers.get(i);
            int keySizeBytes = Utf8.sizeBytes(header.key());
            Varints.put(target, keySizeBytes);
            Utf8.put(target, header.key(), keySizeBytes);
            putBytes(header.value());
        }
        if (recordCount == 0) {
            baseTimestampMs = timestampMs;
            maxTimestampMs = timestampMs;
        } else {
            maxTimestampMs = Math.max(maxTimestampMs, timestampMs);
        }
        recordCount++;
    }

    private void putBytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            Varints.put(target, -1);
        } else {
            Varints.put(target, bytes.length);
            target.put(bytes);
        }
    }

    private void putBuffer(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            Varints.put(target, -1);
        } else {
            int sizeBytes = bytes.remaining();
            Varints.put(target, sizeBytes);
            target.put(target.position(), bytes, bytes.position(), sizeBytes);
            target.position(target.position() + sizeBytes);
        }
    }

    /** The records so far. */
    public int recordCount() {
        return recordCount;
    }

    /** Header and records so far, before compression. */
    public int sizeBytes() {
        return target.position() - start;
    }

    /** Room left for records. */
    public int remainingBytes() {
        return target.remaining();
    }

    /** Makes the batch one of an idempotent producer; may be called again until the batch is sealed. */
    public void setProducer(long producerId, short producerEpoch, int baseSequence) {
        this.producerId = producerId;
        this.producerEpoch = producerEpoch;
        this.baseSequence = baseSequence;
    }

    /** Makes the batch part of a transaction. */
    public void setTransactional() {
        flags |= BatchLayout.TRANSACTIONAL;
    }

    /**
     * Writes header and CRC of the batch where its records stand.
     *
     * @return a new view of the batch, from its first byte to its last
     * @throws IllegalStateException when the batch is empty or sealed already
     */
    public ByteBuffer seal() {
        beginSeal();
        return putHeader(target, start, target.position(), 0);
    }

    /**
     * Compresses the records into another buffer and writes header and CRC there; the buffer of this writer is free afterwards.
     *
     * @param compressed takes the batch at its position and is advanced; needs room for the header and the codec's bound
     * @return a new view of the batch, from its first byte to its last
     * @throws IllegalStateException when the batch is empty or sealed already
     */
    public ByteBuffer seal(CompressionCodec codec, ByteBuffer compressed) {
        beginSeal();
        int begin = compressed.position();
        compressed.position(begin + RecordBatch.HEADER_SIZE_BYTES);
        int records = start + RecordBatch.HEADER_SIZE_BYTES;
        codec.compress(target.slice(records, target.position() - records), compressed);
        return putHeader(compressed, begin, compressed.position(), codec.id());
    }

    /** The room that {@link #seal(CompressionCodec, ByteBuffer)} needs. */
    public int sealedSizeBytesMax(CompressionCodec codec) {
        return RecordBatch.HEADER_SIZE_BYTES + codec.compressedSizeBytesMax(sizeBytes() - RecordBatch.HEADER_SIZE_BYTES);
    }

    private void beginSeal() {
        if (sealed) {
            throw new IllegalStateException("The batch is sealed already");
        }
        if (recordCount == 0) {
            throw new IllegalStateException("A batch without records cannot be sealed");
        }
        sealed = true;
    }

    private ByteBuffer putHeader(ByteBuffer batch, int begin, int end, int codecId) {
        batch.putLong(begin + BatchLayout.BASE_OFFSET, 0L);
        batch.putInt(begin + BatchLayout.LENGTH, end - begin - BatchLayout.OVERHEAD);
        batch.putInt(begin + BatchLayout.PARTITION_LEADER_EPOCH, RecordBatch.NO_LEADER_EPOCH);
        batch.put(begin + BatchLayout.MAGIC, RecordBatch.MAGIC_V2);
        batch.putShort(begin + BatchLayout.ATTRIBUTES, (short) (flags | codecId));
        batch.putInt(begin + BatchLayout.LAST_OFFSET_DELTA, recordCount - 1);
        batch.putLong(begin + BatchLayout.BASE_TIMESTAMP, baseTimestampMs);
        batch.putLong(begin + BatchLayout.MAX_TIMESTAMP, maxTimestampMs);
        batch.putLong(begin + BatchLayout.PRODUCER_ID, producerId);
        batch.putShort(begin + BatchLayout.PRODUCER_EPOCH, producerEpoch);
        batch.putInt(begin + BatchLayout.BASE_SEQUENCE, baseSequence);
        batch.putInt(begin + BatchLayout.RECORD_COUNT, recordCount);
        new RecordBatch().wrap(batch, begin).updateCrc();
        return batch.slice(begin, end - begin);
    }
}
