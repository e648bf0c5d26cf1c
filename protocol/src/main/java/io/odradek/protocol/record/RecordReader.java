package io.odradek.protocol.record;

import io.odradek.api.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a batch one after the other, decompressing as it goes.
 *
 * <p>Caller synchronises. Keys and values are views of the batch's memory, or copies where the batch is compressed; either stays as it is
 * when the reader moves on. Unlike {@link RecordValidator} it takes gaps in the offsets, which compaction leaves.
 */
public final class RecordReader implements AutoCloseable {

    private static final int HEADERS_FIRST_MAX = 16;

    private final RecordBytes bytes;
    private final int recordCount;
    private final long baseOffset;
    private final long baseTimestampMs;
    private final long appendTimeMs;
    private final boolean createTime;
    private int recordsRead;
    private long recordEnd;

    private long offset;
    private long timestampMs;
    private @Nullable ByteBuffer key;
    private @Nullable ByteBuffer value;
    private List<Header> headers = List.of();

    /**
     * Opens the records of a batch; the view may be moved to another batch afterwards, the bytes must stay.
     *
     * @param decompressedSizeBytesMax the most that the records may decompress to
     * @throws InvalidBatchException when the codec is unknown or refuses the first bytes
     */
    public RecordReader(RecordBatch batch, CodecLookup codecs, int decompressedSizeBytesMax) {
        this.recordCount = batch.recordCount();
        this.baseOffset = batch.baseOffset();
        this.baseTimestampMs = batch.baseTimestampMs();
        this.appendTimeMs = batch.maxTimestampMs();
        this.createTime = batch.timestampType() == TimestampType.CREATE_TIME;
        this.bytes = RecordBytes.of(batch, codecs, decompressedSizeBytesMax);
    }

    /**
     * Moves on to the next record.
     *
     * @return false behind the last one
     * @throws InvalidBatchException when the bytes are not a record
     */
    public boolean next() {
        if (recordsRead >= recordCount) {
            return false;
        }
        recordEnd = bytes.recordEnd(recordsRead);
        bytes.int8("record.attributes");
        long timestampDeltaMs = bytes.varlong("record.timestampDelta");
        timestampMs = createTime ? baseTimestampMs + timestampDeltaMs : appendTimeMs;
        offset = baseOffset + bytes.varint("record.offsetDelta");
        key = take("record.key");
        value = take("record.value");
        headers = readHeaders();
        bytes.requireEnd(recordEnd, recordsRead);
        recordsRead++;
        return true;
    }

    private @Nullable ByteBuffer take(String field) {
        int length = bytes.length(field, recordEnd, -1);
        return length < 0 ? null : bytes.take(length, field);
    }

    private List<Header> readHeaders() {
        int count = bytes.headerCount(recordEnd, recordsRead);
        if (count == 0) {
            return List.of();
        }
        List<Header> read = new ArrayList<>(Math.min(count, HEADERS_FIRST_MAX));
        for (int i = 0; i < count; i++) {
            ByteBuffer name = bytes.take(bytes.length("record.header.key", recordEnd, 0), "record.header.key");
            ByteBuffer content = take("record.header.value");
            read.add(new Header(StandardCharsets.UTF_8.decode(name).toString(), content == null ? null : copy(content)));
        }
        return List.copyOf(read);
    }

    private static byte[] copy(ByteBuffer source) {
        byte[] copy = new byte[source.remaining()];
        source.get(copy);
        return copy;
    }

    /** The record's place in the log. */
    public long offset() {
        return offset;
    }

    /** The record's time, or the broker's where that counts. */
    public long timestampMs() {
        return timestampMs;
    }

    /** The key, or null. */
    public @Nullable ByteBuffer key() {
        return key;
    }

    /** The value, or null. */
    public @Nullable ByteBuffer value() {
        return value;
    }

    /** The headers, in order. */
    public List<Header> headers() {
        return headers;
    }

    /** Gives the codec's memory back. Idempotent. */
    @Override
    public void close() {
        bytes.close();
    }
}
