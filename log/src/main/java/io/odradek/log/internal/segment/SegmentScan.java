package io.odradek.log.internal.segment;

import io.odradek.protocol.record.InvalidBatchException;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.spi.storage.Segment;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment from a position to its end or to the first bytes that are not a sound batch, in chunks of bounded size, whatever the
 * size of the batches.
 *
 * <p>Confined to the log's event loop; one scan, used once. What is checked is read into a buffer first, never through a mapping.
 */
public final class SegmentScan {
    /** Looks at each sound batch. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes the batch, of which only the header may be asked, or says why the scan ends before it. */
        Optional<String> visit(RecordBatch header, int position);
    }

    /**
     * Where the scan ended.
     *
     * @param positionBytes behind the last batch that was taken
     * @param fault why it ended there, empty at the end of the file
     */
    public record End(int positionBytes, Optional<String> fault) {}

    /** Whether CRCs are checked; without, the records are passed over unread. */
    public enum Check {
        /** Header and CRC. */
        CRC,
        /** The header alone. */
        HEADER
    }

    private final Segment file;
    private final Check check;
    private final Visitor visitor;
    private final ByteBuffer chunk;
    private final ByteBuffer headerBytes = ByteBuffer.allocate(RecordBatch.HEADER_SIZE_BYTES);
    private final RecordBatch header = new RecordBatch();
    private final CRC32C crc = new CRC32C();
    private final CompletableFuture<End> result = new CompletableFuture<>();
    private boolean inRecords;
    private int batchPosition;
    private int remainingBytes;
    private long readPosition;

    /** A scan that reads {@code chunkSizeBytes} at a time. */
    public SegmentScan(Segment file, Check check, int chunkSizeBytes, Visitor visitor) {
        this.file = file;
        this.check = check;
        this.visitor = visitor;
        this.chunk = ByteBuffer.allocate(Math.max(chunkSizeBytes, RecordBatch.HEADER_SIZE_BYTES)).limit(0);
    }

    /** Starts at the batch that begins at {@code position}; completes on the loop. Fails when the file cannot be read. */
    public CompletableFuture<End> from(int position) {
        batchPosition = position;
        readPosition = position;
        goOn();
        return result;
    }

    private void goOn() {
        try {
            while (!result.isDone()) {
                if (consume()) {
                    continue;
                }
                chunk.compact();
                CompletableFuture<Integer> read = file.readForRecovery(readPosition, chunk);
                if (!read.isDone() || read.isCompletedExceptionally()) {
                    read.whenComplete(this::arrived);
                    return;
                }
                filled(read.join());
            }
        } catch (RuntimeException failed) {
            result.completeExceptionally(failed);
        }
    }

    private void arrived(@Nullable Integer readBytes, @Nullable Throwable failure) {
        if (readBytes == null) {
            result.completeExceptionally(failure == null ? new IllegalStateException("No bytes and no failure") : failure);
            return;
        }
        filled(readBytes);
        goOn();
    }

    private void filled(int readBytes) {
        chunk.flip();
        if (readBytes > 0) {
            readPosition += readBytes;
            return;
        }
        boolean wholeBatches = !inRecords && !chunk.hasRemaining();
        end(wholeBatches ? Optional.empty() : Optional.of("the file ends within the batch"));
    }

    /** Consumes what the chunk has; false when it takes more bytes to go on. */
    private boolean consume() {
        return inRecords ? consumeRecords() : consumeHeader();
    }

    private boolean consumeHeader() {
        if (chunk.remaining() < RecordBatch.HEADER_SIZE_BYTES) {
            return false;
        }
        headerBytes.clear().put(0, chunk, chunk.position(), RecordBatch.HEADER_SIZE_BYTES);
        try {
            header.wrapHeader(headerBytes, 0);
        } catch (InvalidBatchException invalid) {
            end(Optional.of(invalid.getMessage()));
            return true;
        }
        long fileRemaining = file.endBytes() - batchPosition;
        if (header.sizeBytes() > fileRemaining || header.sizeBytes() < 0) {
            end(Optional.of("its size of " + header.sizeBytes() + " is more than the " + fileRemaining + " bytes that follow"));
            return true;
        }
        chunk.position(chunk.position() + RecordBatch.HEADER_SIZE_BYTES);
        remainingBytes = header.sizeBytes() - RecordBatch.HEADER_SIZE_BYTES;
        crc.reset();
        crc.update(headerBytes.array(), RecordBatch.CRC_START_BYTES, RecordBatch.HEADER_SIZE_BYTES - RecordBatch.CRC_START_BYTES);
        inRecords = true;
        return true;
    }

    private boolean consumeRecords() {
        int available = Math.min(remainingBytes, chunk.remaining());
        if (check == Check.CRC) {
            crc.update(chunk.array(), chunk.position(), available);
        }
        chunk.position(chunk.position() + available);
        remainingBytes -= available;
        if (remainingBytes > 0) {
            if (check == Check.HEADER) {
                readPosition += remainingBytes;
                remainingBytes = 0;
                return true;
            }
            return false;
        }
        inRecords = false;
        if (check == Check.CRC && (int) crc.getValue() != header.crc()) {
            end(Optional.of("its CRC does not match"));
            return true;
        }
        Optional<String> refused = visitor.visit(header, batchPosition);
        if (refused.isPresent()) {
            end(refused);
        } else {
            batchPosition += header.sizeBytes();
        }
        return true;
    }

    private void end(Optional<String> fault) {
        result.complete(new End(batchPosition, fault));
    }
}
