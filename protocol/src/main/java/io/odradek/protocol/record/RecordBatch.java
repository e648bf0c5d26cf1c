package io.odradek.protocol.record;

import io.odradek.api.ErrorCode;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A movable view of one V2 batch in a buffer: reads its header, and changes in place what a broker or a retry may change.
 *
 * <p>Caller synchronises. The buffer stays its owner's; the view neither moves its position nor outlives its lease.
 */
public final class RecordBatch {

    /** The header, up to the first record. */
    public static final int HEADER_SIZE_BYTES = BatchLayout.RECORDS;
    /** The format that this view reads. */
    public static final byte MAGIC_V2 = 2;
    /** The producer id of a batch that is not idempotent. */
    public static final long NO_PRODUCER_ID = -1L;
    /** The producer epoch of a batch that is not idempotent. */
    public static final short NO_PRODUCER_EPOCH = -1;
    /** The sequence of a batch that is not idempotent. */
    public static final int NO_SEQUENCE = -1;
    /** The leader epoch of a batch that no leader has seen. */
    public static final int NO_LEADER_EPOCH = -1;

    /** Where the bytes begin that the CRC covers; they go on to the batch's end. */
    public static final int CRC_START_BYTES = BatchLayout.ATTRIBUTES;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int start;

    /** A view of nothing yet. */
    public RecordBatch() {}

    /**
     * Moves the view to the batch that starts at {@code position}.
     *
     * @param buffer big-endian; bytes from {@code position} to the limit are looked at, its own position is not
     * @return this view
     * @throws InvalidBatchException when no whole V2 batch stands there: code 43 for an older format, 2 for anything else
     */
    public RecordBatch wrap(ByteBuffer buffer, int position) {
        int available = buffer.limit() - position;
        int length = requireHeader(buffer, position);
        if (length > available - BatchLayout.OVERHEAD) {
            throw corrupt(position, "claims a length of " + length + ", only " + (available - BatchLayout.OVERHEAD) + " bytes follow it");
        }
        this.buffer = buffer;
        this.start = position;
        return this;
    }

    /**
     * Moves the view to the header of a batch whose records may lie beyond the buffer: only what the header holds may be asked then.
     *
     * @param buffer big-endian; a whole header stands at {@code position}
     * @return this view
     * @throws InvalidBatchException when no header of a V2 batch stands there: code 43 for an older format, 2 for anything else
     */
    public RecordBatch wrapHeader(ByteBuffer buffer, int position) {
        requireHeader(buffer, position);
        if (buffer.limit() - position < HEADER_SIZE_BYTES) {
            throw corrupt(position, "has " + (buffer.limit() - position) + " bytes, its header alone takes " + HEADER_SIZE_BYTES);
        }
        this.buffer = buffer;
        this.start = position;
        return this;
    }

    private static int requireHeader(ByteBuffer buffer, int position) {
        int available = buffer.limit() - position;
        if (available <= BatchLayout.MAGIC) {
            throw corrupt(position, "has " + available + " bytes, its header alone takes " + HEADER_SIZE_BYTES);
        }
        requireV2(buffer.get(position + BatchLayout.MAGIC), position);
        int length = buffer.getInt(position + BatchLayout.LENGTH);
        if (length < HEADER_SIZE_BYTES - BatchLayout.OVERHEAD) {
            throw corrupt(position, "claims a length of " + length + ", its header alone takes "
                    + (HEADER_SIZE_BYTES - BatchLayout.OVERHEAD));
        }
        return length;
    }

    private static void requireV2(byte magic, int position) {
        if (magic == 0 || magic == 1) {
            throw new InvalidBatchException(
                    ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT,
                    "The record batch at byte " + position + " is a message set of format magic " + magic
                            + "; this topic takes record batches of magic 2, which Produce 3 and later carry");
        }
        if (magic != MAGIC_V2) {
            throw corrupt(position, "has the unknown magic " + magic);
        }
    }

    private static InvalidBatchException corrupt(int position, String why) {
        return new InvalidBatchException(ErrorCode.CORRUPT_MESSAGE, "The record batch at byte " + position + " " + why);
    }

    /** The buffer that the batch is in. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Where the batch starts in the buffer. */
    public int position() {
        return start;
    }

    /** Header and records. */
    public int sizeBytes() {
        return BatchLayout.OVERHEAD + buffer.getInt(start + BatchLayout.LENGTH);
    }

    /** The offset of the first record. */
    public long baseOffset() {
        return buffer.getLong(start + BatchLayout.BASE_OFFSET);
    }

    /** The offset of the last record. */
    public long lastOffset() {
        return baseOffset() + lastOffsetDelta();
    }

    /** The epoch of the leader that appended the batch. */
    public int partitionLeaderEpoch() {
        return buffer.getInt(start + BatchLayout.PARTITION_LEADER_EPOCH);
    }

    /** The format: always 2. */
    public byte magic() {
        return buffer.get(start + BatchLayout.MAGIC);
    }

    /** The CRC that the header states. */
    public int crc() {
        return buffer.getInt(start + BatchLayout.CRC);
    }

    /** The attributes as they stand. */
    public short attributes() {
        return buffer.getShort(start + BatchLayout.ATTRIBUTES);
    }

    /** The codec of the records, 0 for none. */
    public byte codecId() {
        return (byte) (attributes() & BatchLayout.CODEC_MASK);
    }

    /** Who gave the timestamps. */
    public TimestampType timestampType() {
        return (attributes() & BatchLayout.LOG_APPEND_TIME) == 0 ? TimestampType.CREATE_TIME : TimestampType.LOG_APPEND_TIME;
    }

    /** Whether the batch is part of a transaction. */
    public boolean isTransactional() {
        return (attributes() & BatchLayout.TRANSACTIONAL) != 0;
    }

    /** Whether the batch is a marker of the broker rather than data. */
    public boolean isControl() {
        return (attributes() & BatchLayout.CONTROL) != 0;
    }

    /** The last record's offset less the first one's. */
    public int lastOffsetDelta() {
        return buffer.getInt(start + BatchLayout.LAST_OFFSET_DELTA);
    }

    /** The timestamp that the records' deltas add to. */
    public long baseTimestampMs() {
        return buffer.getLong(start + BatchLayout.BASE_TIMESTAMP);
    }

    /** The greatest timestamp, or the broker's own where that counts. */
    public long maxTimestampMs() {
        return buffer.getLong(start + BatchLayout.MAX_TIMESTAMP);
    }

    /** The idempotent producer, or {@link #NO_PRODUCER_ID}. */
    public long producerId() {
        return buffer.getLong(start + BatchLayout.PRODUCER_ID);
    }

    /** The idempotent producer's epoch. */
    public short producerEpoch() {
        return buffer.getShort(start + BatchLayout.PRODUCER_EPOCH);
    }

    /** The sequence of the first record. */
    public int baseSequence() {
        return buffer.getInt(start + BatchLayout.BASE_SEQUENCE);
    }

    /** The sequence of the last record, {@link #NO_SEQUENCE} when the batch has none; after the greatest int comes 0. */
    public int lastSequence() {
        return baseSequence() < 0 ? NO_SEQUENCE : (baseSequence() + lastOffsetDelta()) & Integer.MAX_VALUE;
    }

    /** The number of records that the header states. */
    public int recordCount() {
        return buffer.getInt(start + BatchLayout.RECORD_COUNT);
    }

    /** The records, compressed or not: a new view of the same bytes. */
    public ByteBuffer recordBytes() {
        return buffer.slice(start + BatchLayout.RECORDS, sizeBytes() - BatchLayout.RECORDS);
    }

    /** The whole batch: a new view of the same bytes. */
    public ByteBuffer bytes() {
        return buffer.slice(start, sizeBytes());
    }

    /** The CRC-32C of everything from the attributes on. */
    public int computeCrc() {
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(start + BatchLayout.ATTRIBUTES, sizeBytes() - BatchLayout.ATTRIBUTES));
        return (int) crc.getValue();
    }

    /**
     * Compares the stated CRC with the computed one.
     *
     * @throws InvalidBatchException with code 2 when they differ
     */
    public void verifyCrc() {
        int computed = computeCrc();
        if (computed != crc()) {
            throw corrupt(start, "states the CRC " + Integer.toHexString(crc()) + ", its bytes have " + Integer.toHexString(computed));
        }
    }

    /** Gives the batch its place in the log; outside the CRC. */
    public void setBaseOffset(long offset) {
        buffer.putLong(start + BatchLayout.BASE_OFFSET, offset);
    }

    /** Notes the leader's epoch; outside the CRC. */
    public void setPartitionLeaderEpoch(int epoch) {
        buffer.putInt(start + BatchLayout.PARTITION_LEADER_EPOCH, epoch);
    }

    /** Gives the whole batch the broker's time and a new CRC. */
    public void setLogAppendTime(long timestampMs) {
        buffer.putShort(start + BatchLayout.ATTRIBUTES, (short) (attributes() | BatchLayout.LOG_APPEND_TIME));
        buffer.putLong(start + BatchLayout.MAX_TIMESTAMP, timestampMs);
        updateCrc();
    }

    /** States the greatest timestamp of the records anew, with a new CRC. */
    public void setMaxTimestamp(long timestampMs) {
        buffer.putLong(start + BatchLayout.MAX_TIMESTAMP, timestampMs);
        updateCrc();
    }

    /** Gives a sealed batch another producer identity or sequence, with a new CRC. */
    public void setProducer(long producerId, short producerEpoch, int baseSequence) {
        buffer.putLong(start + BatchLayout.PRODUCER_ID, producerId);
        buffer.putShort(start + BatchLayout.PRODUCER_EPOCH, producerEpoch);
        buffer.putInt(start + BatchLayout.BASE_SEQUENCE, baseSequence);
        updateCrc();
    }

    void updateCrc() {
        buffer.putInt(start + BatchLayout.CRC, computeCrc());
    }
}
