package io.odradek.protocol.record;

import io.odradek.api.Header;
import io.odradek.protocol.wire.Utf8;
import io.odradek.protocol.wire.Varints;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes one V2 batch over several buffers that follow one another on the wire, so that a batch can grow without being copied.
 *
 * <p>Caller synchronises. The buffers are the caller's, who leaves them alone until it has no more use for the batch. A record never
 * crosses from one buffer to the next, and one that does not fit leaves no trace. {@link RecordBatchWriter} is the one for a batch whose
 * size is known beforehand.
 */
public final class ChunkedBatchWriter {
    private final List<ByteBuffer> fullChunks = new ArrayList<>(4);
    private ByteBuffer chunk;
    private int fullSizeBytes;
    private int recordCount;
    private long baseTimestampMs;
    private long maxTimestampMs;
    private int codecId;
    private boolean closed;

    /**
     * Starts a batch in an empty buffer of its own, whose first bytes are kept free for the header.
     *
     * @param first big-endian, direct memory for preference, written from position 0
     * @throws IllegalArgumentException when there is no room for a header
     */
    public ChunkedBatchWriter(ByteBuffer first) {
        if (first.position() != 0 || first.limit() < RecordBatch.HEADER_SIZE_BYTES) {
            throw new IllegalArgumentException("A batch starts at position 0 of a buffer with room for its header, not at "
                    + first.position() + " of " + first.limit());
        }
        this.chunk = first;
        first.position(RecordBatch.HEADER_SIZE_BYTES);
    }

    /** Appends a record to the last buffer, or returns false when it does not fit there. */
    public boolean tryAppend(long timestampMs, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        if (closed) {
            throw new IllegalStateException("The batch is closed; no record can be added to it");
        }
        int content = RecordSizes.contentSizeBytes(key == null ? -1 : key.length, value == null ? -1 : value.length, headers);
        long timestampDeltaMs = recordCount == 0 ? 0 : timestampMs - baseTimestampMs;
        int body = RecordSizes.bodySizeBytes(timestampDeltaMs, recordCount, content);
        ByteBuffer target = chunk;
        if ((long) body + Varints.sizeBytes(body) > target.remaining()) {
            return false;
        }
        Varints.put(target, body);
        target.put((byte) 0);
        Varints.put(target, timestampDeltaMs);
        Varints.put(target, recordCount);
        putBytes(target, key);
        putBytes(target, value);
        putHeaders(target, headers);
        maxTimestampMs = recordCount == 0 ? timestampMs : Math.max(maxTimestampMs, timestampMs);
        if (recordCount == 0) {
            baseTimestampMs = timestampMs;
        }
        recordCount++;
        return true;
    }

    private static void putHeaders(ByteBuffer target, List<Header> headers) {
        int count = headers.size();
        Varints.put(target, count);
        for (int i = 0; i < count; i++) {
            Header header = headers.get(i);
            int keySizeBytes = Utf8.sizeBytes(header.key());
            Varints.put(target, keySizeBytes);
            Utf8.put(target, header.key(), keySizeBytes);
            putBytes(target, header.value());
        }
    }

    private static void putBytes(ByteBuffer target, byte @Nullable [] bytes) {
        if (bytes == null) {
            Varints.put(target, -1);
        } else {
            Varints.put(target, bytes.length);
            target.put(bytes);
        }
    }

    /**
     * Goes on in another empty buffer.
     *
     * @param next big-endian, written from position 0
     */
    public void continueIn(ByteBuffer next) {
        fullChunks.add(chunk);
        fullSizeBytes += chunk.position();
        chunk = next;
    }

    /** The records so far. */
    public int recordCount() {
        return recordCount;
    }

    /** Header and records so far. */
    public int sizeBytes() {
        return fullSizeBytes + chunk.position();
    }

    /** Room left in the last buffer. */
    public int remainingBytes() {
        return chunk.remaining();
    }

    /** Takes no more records. Idempotent. */
    public void close() {
        closed = true;
    }

    /** The room that {@link #compress} needs in its target. */
    public int compressedSizeBytesMax(CompressionCodec codec) {
        return RecordBatch.HEADER_SIZE_BYTES + codec.compressedSizeBytesMax(sizeBytes() - RecordBatch.HEADER_SIZE_BYTES);
    }

    /**
     * Compresses the records of a closed batch into one buffer that takes the place of all others, which are free afterwards.
     *
     * @param staging empty room for all records side by side, used only when there are several buffers
     * @param target empty room of {@link #compressedSizeBytesMax}, written from position 0
     */
    public void compress(CompressionCodec codec, ByteBuffer staging, ByteBuffer target) {
        requireClosed();
        ByteBuffer source;
        if (fullChunks.isEmpty()) {
            source = chunk.slice(RecordBatch.HEADER_SIZE_BYTES, chunk.position() - RecordBatch.HEADER_SIZE_BYTES);
        } else {
            for (ByteBuffer part : parts()) {
                staging.put(staging.position() == 0 ? part.position(RecordBatch.HEADER_SIZE_BYTES) : part);
            }
            source = staging.flip();
        }
        target.position(RecordBatch.HEADER_SIZE_BYTES);
        codec.compress(source, target);
        fullChunks.clear();
        fullSizeBytes = 0;
        chunk = target;
        codecId = codec.id();
    }

    /**
     * Writes header and CRC of a closed batch. May be done again, with another producer identity or sequence, when the batch is nowhere on
     * its way.
     *
     * @return new views that together are the batch
     * @throws IllegalStateException when the batch is open or empty
     */
    public List<ByteBuffer> seal(long producerId, short producerEpoch, int baseSequence) {
        requireClosed();
        if (recordCount == 0) {
            throw new IllegalStateException("A batch without records cannot be sealed");
        }
        ByteBuffer header = fullChunks.isEmpty() ? chunk : fullChunks.get(0);
        header.putLong(BatchLayout.BASE_OFFSET, 0L);
        header.putInt(BatchLayout.LENGTH, sizeBytes() - BatchLayout.OVERHEAD);
        header.putInt(BatchLayout.PARTITION_LEADER_EPOCH, RecordBatch.NO_LEADER_EPOCH);
        header.put(BatchLayout.MAGIC, RecordBatch.MAGIC_V2);
        header.putShort(BatchLayout.ATTRIBUTES, (short) codecId);
        header.putInt(BatchLayout.LAST_OFFSET_DELTA, recordCount - 1);
        header.putLong(BatchLayout.BASE_TIMESTAMP, baseTimestampMs);
        header.putLong(BatchLayout.MAX_TIMESTAMP, maxTimestampMs);
        header.putLong(BatchLayout.PRODUCER_ID, producerId);
        header.putShort(BatchLayout.PRODUCER_EPOCH, producerEpoch);
        header.putInt(BatchLayout.BASE_SEQUENCE, baseSequence);
        header.putInt(BatchLayout.RECORD_COUNT, recordCount);
        List<ByteBuffer> parts = parts();
        CRC32C crc = new CRC32C();
        for (int i = 0; i < parts.size(); i++) {
            ByteBuffer part = parts.get(i).duplicate();
            crc.update(i == 0 ? part.position(BatchLayout.ATTRIBUTES) : part);
        }
        header.putInt(BatchLayout.CRC, (int) crc.getValue());
        return parts;
    }

    private List<ByteBuffer> parts() {
        List<ByteBuffer> parts = new ArrayList<>(fullChunks.size() + 1);
        for (ByteBuffer full : fullChunks) {
            parts.add(full.slice(0, full.position()));
        }
        parts.add(chunk.slice(0, chunk.position()));
        return parts;
    }

    private void requireClosed() {
        if (!closed) {
            throw new IllegalStateException("The batch is still open");
        }
    }
}
