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
    private final String where;
    // Bytes that earlier fillings of the window held.
    private long passedBytes;

    private RecordBytes(ByteBuffer window, CompressionCodec.@Nullable Decompression more, long sizeBytesMax, String where) {
        this.window = window;
        this.more = more;
        this.sizeBytesMax = sizeBytesMax;
        this.where = where;
    }

    /** The records of a batch, which may decompress to no more than {@code sizeBytesMax}. */
    static RecordBytes of(RecordBatch batch, CodecLookup codecs, int sizeBytesMax) {
        ByteBuffer records = batch.recordBytes();
        String where = "The record batch at byte " + batch.position();
        byte codecId = batch.codecId();
        if (codecId == 0) {
            return new RecordBytes(records, null, records.remaining(), where);
        }
        CompressionCodec.Decompression more;
        try {
            more = codecs.codec(codecId).decompress(records);
        } catch (CorruptDataException corrupt) {
            throw undecompressable(where, corrupt);
        }
        return new RecordBytes(ByteBuffer.allocate(WINDOW_SIZE_BYTES).limit(0), more, sizeBytesMax, where);
    }

    /** Bytes taken so far. */
    long position() {
        return passedBytes + window.position();
    }

    /** The most bytes that can still come. */
    long remainingMax() {
        return sizeBytesMax - position();
    }

    /** Whether the end has been reached, and nothing follows. */
    boolean isAtEnd() {
        return !window.hasRemaining() && !fill();
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
            throw undecompressable(where, corrupt);
        }
        if (count == 0) {
            throw new IllegalStateException("The codec gave neither bytes nor an end of " + where);
        }
        window.flip();
        if (passedBytes + window.limit() > sizeBytesMax) {
            throw new InvalidBatchException(
                    ErrorCode.MESSAGE_TOO_LARGE, where + " decompresses to more than the " + sizeBytesMax + " bytes that are allowed");
        }
        return count > 0;
    }

    InvalidBatchException invalid(String field, String why) {
        return new InvalidBatchException(
                ErrorCode.INVALID_RECORD, where + ", byte " + position() + " of its records: " + field + " " + why);
    }

    private InvalidBatchException ends(String field) {
        return invalid(field, "goes on behind the end of the records");
    }

    private static InvalidBatchException undecompressable(String where, CorruptDataException corrupt) {
        return new InvalidBatchException(
                ErrorCode.CORRUPT_MESSAGE, where + " cannot be decompressed: " + corrupt.getMessage(), corrupt);
    }

    @Override
    public void close() {
        if (more != null) {
            more.close();
        }
    }
}
