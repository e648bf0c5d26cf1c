package io.odradek.log.internal.segment;

import io.odradek.api.CorruptDataException;
import io.odradek.protocol.record.InvalidBatchException;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.spi.storage.Segment;
import java.nio.ByteBuffer;

/**
 * Reads the headers of batches that stand one after the other in a segment.
 *
 * <p>Confined to the log's event loop.
 */
public final class BatchCursor {
    private static final int WINDOW_SIZE_BYTES = 4096;

    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_SIZE_BYTES);
    private final RecordBatch header = new RecordBatch();

    /**
     * The header of the batch at {@code position}; the same view every time.
     *
     * @throws CorruptDataException when no whole batch stands there
     */
    private RecordBatch header(Segment file, int windowStart, int position) {
        try {
            RecordBatch found = header.wrapHeader(window, position - windowStart);
            if (position + (long) found.sizeBytes() > file.endBytes()) {
                throw new CorruptDataException("The batch at byte " + position + " of " + file.name() + " claims " + found.sizeBytes()
                        + " bytes, which is more than the segment has");
            }
            return found;
        } catch (InvalidBatchException invalid) {
            throw new CorruptDataException("No record batch stands at byte " + position + " of " + file.name(), invalid);
        }
    }

    /**
     * Shows {@code visitor} the batches from {@code position} on, until it has seen enough or the end is reached.
     *
     * @param position where a batch begins
     * @return the position of the batch that the visitor stopped at, or the segment's end
     */
    public int walk(Segment file, int position, Visitor visitor) {
        int at = position;
        int windowStart = 0;
        int windowEnd = -1;
        int end = (int) file.endBytes();
        while (at < end) {
            if (at + RecordBatch.HEADER_SIZE_BYTES > windowEnd) {
                window.clear();
                file.read(at, window);
                window.flip();
                windowStart = at;
                windowEnd = at + window.limit();
            }
            RecordBatch batch = header(file, windowStart, at);
            if (!visitor.goOn(batch, at)) {
                return at;
            }
            at += batch.sizeBytes();
        }
        return at;
    }

    /** Looks at batches. */
    @FunctionalInterface
    public interface Visitor {
        /** Whether to go on behind this batch, of which only the header may be asked. */
        boolean goOn(RecordBatch header, int position);
    }
}
