package io.odradek.protocol.record;

import io.odradek.api.CorruptDataException;
import io.odradek.api.ErrorCode;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of a batch as a stream of bytes: the batch's own memory, or a window on what a codec gives, piece by piece.
 *
 * <p>Caller synchronises.
 */
final class RecordBytes implements AutoCloseable {

    private static final int WINDOW_SIZE_BYTES = 16 * 1024;

    private final ByteBuffer window;
    private final CompressionCodec.@Nullable Decompression more;
    private final long sizeBytesMax;
    private final int batchPosition;
    // Bytes that earlier fillings of the window held.
    private long passedBytes;

    private RecordBytes(ByteBuffer window, CompressionCodec.@Nullable Decompression more, long sizeBytesMax, int batchPosition) {
        this.window = window;
        this.more = more;
        this.sizeBytesMax = sizeBytesMax;
        this.batchPosition = batchPosition;
    }

    /** The records of a batch, which may decompress to no more than {@code sizeBytesMax}. */
    static RecordBytes of(RecordBatch batch, CodecLookup codecs, int sizeBytesMax) {
        ByteBuffer records = batch.recordBytes();
        byte codecId = batch.codecId();
        if (codecId == 0) {
            return new RecordBytes(records, null, records.remaining(), batch.position());
        }
        CompressionCodec.Decompression more;
        try {
            more = codecs.codec(codecId).decompress(records);
        } catch (CorruptDataException corrupt) {
            throw undecompressable(batch.position(), corrupt);
        }
        return new RecordBytes(ByteBuffer.allocate(WINDOW_SIZE_BYTES).limit(0), more, sizeBytesMax, batch.position());
    }

    /** Bytes taken so far. */
    long position() {
        return passedBytes + window.position();
    }

    /** Whether the end has been reached, and nothing follows. */
    boolean isAtEnd() {
        return !window.hasRemaining() && !fill();
    }

    /** Reads the length of a record and tells where the record ends. */
    long recordEnd(int index) {
        int sizeBytes = varint("record.length");
        if (sizeBytes < BatchLayout.RECORD_SIZE_BYTES_MIN - 1) {
            throw invalid("record.length", "is " + sizeBytes + " in record " + index);
        }
        long end = position() + sizeBytes;
        if (end > sizeBytesMax) {
            throw more == null ? invalid("record.length", "is " + sizeBytes + " in record " + index) : tooLarge();
        }
        return end;
    }

    /** Checks that the record ended where its length said. */
    void requireEnd(long end, int index) {
        if (position() != end) {
            throw invalid("record.length", "of record " + index + " says that it ends " + (end - position()) + " bytes further on");
        }
    }

    /** Reads a length that must fit into the record. */
    int length(String field, long recordEnd, int lengthMin) {
        int length = varint(field);
        if (length < lengthMin || length > recordEnd - position()) {
            throw invalid(field, "claims " + length + " bytes, " + (recordEnd - position()) + " are left of its record");
        }
        return length;
    }

    /** Reads a number of headers that may fit into the record, at two bytes each. */
    int headerCount(long recordEnd, int index) {
        int count = varint("record.headerCount");
        if (count < 0 || count > (recordEnd - position()) / 2) {
            throw invalid("record.headerCount", "is " + count + " in record " + index);
        }
        return count;
    }

    byte int8(String field) {
        if (!window.hasRemaining()) {
            requireMore(field);
        }
        return window.get();
    }

    int varint(String field) {
        int zigzag = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = int8(field);
            zigzag |= (next & 0x7F) << shift;
            if (next >= 0) {
                if (shift == 28 && next > 0x0F) {
                    break;
                }
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw invalid(field, "does not fit into 32 bits");
    }

    long varlong(String field) {
        long zigzag = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte next = int8(field);
            zigzag |= (next & 0x7FL) << shift;
            if (next >= 0) {
                if (shift == 63 && next > 0x01) {
                    break;
                }
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw invalid(field, "does not fit into 64 bits");
    }

    void skip(int sizeBytes, String field) {
        int left = sizeBytes;
        while (left > window.remaining()) {
            left -= window.remaining();
            window.position(window.limit());
            requireMore(field);
        }
        window.position(window.position() + left);
    }

    /** A view of the batch's memory, or a copy where the bytes came out of a codec. */
    ByteBuffer take(int sizeBytes, String field) {
        if (more == null) {
            if (sizeBytes > window.remaining()) {
                throw ends(field);
            }
            ByteBuffer taken = window.slice(window.position(), sizeBytes);
            window.position(window.position() + sizeBytes);
            return taken;
        }
        // The claimed size is believed only as far as bytes have come.
        byte[] taken = new byte[Math.min(sizeBytes, WINDOW_SIZE_BYTES)];
        int filled = 0;
        while (filled < sizeBytes) {
            if (!window.hasRemaining()) {
                requireMore(field);
            }
            if (filled == taken.length) {
                taken = Arrays.copyOf(taken, (int) Math.min(sizeBytes, taken.length * 2L));
            }
            int count = Math.min(taken.length - filled, window.remaining());
            window.get(taken, filled, count);
            filled += count;
        }
        return ByteBuffer.wrap(taken);
    }

    private void requireMore(String field) {
        if (!fill()) {
            throw ends(field);
        }
    }

    private boolean fill() {
        if (more == null) {
            return false;
        }
        passedBytes += window.position();
        window.clear();
        int count;
        try {
            count = more.read(window);
        } catch (CorruptDataException corrupt) {
            window.limit(0);
            throw undecompressable(batchPosition, corrupt);
        }
        if (count == 0) {
            throw new IllegalStateException("The codec gave neither bytes nor an end of the batch at byte " + batchPosition);
        }
        window.flip();
        if (passedBytes + window.limit() > sizeBytesMax) {
            throw tooLarge();
        }
        return count > 0;
    }

    private InvalidBatchException tooLarge() {
        return new InvalidBatchException(
                ErrorCode.MESSAGE_TOO_LARGE,
                where(batchPosition) + " decompresses to more than the " + sizeBytesMax + " bytes that are allowed");
    }

    InvalidBatchException invalid(String field, String why) {
        return new InvalidBatchException(
                ErrorCode.INVALID_RECORD, where(batchPosition) + ", byte " + position() + " of its records: " + field + " " + why);
    }

    private InvalidBatchException ends(String field) {
        return invalid(field, "goes on behind the end of the records");
    }

    private static InvalidBatchException undecompressable(int batchPosition, CorruptDataException corrupt) {
        return new InvalidBatchException(
                ErrorCode.CORRUPT_MESSAGE, where(batchPosition) + " cannot be decompressed: " + corrupt.getMessage(), corrupt);
    }

    private static String where(int batchPosition) {
        return "The record batch at byte " + batchPosition;
    }

    @Override
    public void close() {
        if (more != null) {
            more.close();
        }
    }
}
