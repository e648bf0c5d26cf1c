package io.odradek.protocol.record;

import io.odradek.api.ErrorCode;
import java.nio.ByteBuffer;

/**
 * Walks over batches that stand one after the other in a buffer.
 *
 * <p>Caller synchronises. Looks at the bytes from the buffer's position to its limit and moves neither.
 */
public final class RecordBatches {

    /** What to do about bytes at the end that are not a whole batch. */
    public enum Tail {
        /** They are an error: a produce request carries whole batches. */
        REFUSE,
        /** They are left alone: a fetch response may end in the middle of a batch. */
        IGNORE
    }

    private final ByteBuffer buffer;
    private final Tail tail;
    private final RecordBatch batch = new RecordBatch();
    private int next;

    /** A walk that starts at the buffer's position. */
    public RecordBatches(ByteBuffer buffer, Tail tail) {
        this.buffer = buffer;
        this.tail = tail;
        this.next = buffer.position();
    }

    /**
     * Moves on to the next batch.
     *
     * @return false at the end
     * @throws InvalidBatchException when no batch of format V2 stands there, or a part of one where the tail is refused
     */
    public boolean next() {
        int available = buffer.limit() - next;
        if (available == 0 || tail == Tail.IGNORE && isPartial(available)) {
            return false;
        }
        batch.wrap(buffer, next);
        next += batch.sizeBytes();
        return true;
    }

    private boolean isPartial(int available) {
        return available <= BatchLayout.MAGIC || buffer.getInt(next + BatchLayout.LENGTH) > available - BatchLayout.OVERHEAD;
    }

    /** The batch that {@link #next} moved to; the same view every time. */
    public RecordBatch batch() {
        return batch;
    }

    /** Where the next batch would start: behind the last whole one. */
    public int position() {
        return next;
    }

    /**
     * The only batch of a produce request's partition.
     *
     * @throws InvalidBatchException when there is none, more than one, or not a whole one of format V2
     */
    public static RecordBatch single(ByteBuffer records) {
        RecordBatches batches = new RecordBatches(records, Tail.REFUSE);
        if (!batches.next()) {
            throw new InvalidBatchException(ErrorCode.INVALID_RECORD, "A partition of the request has no record batch");
        }
        if (batches.position() != records.limit()) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_RECORD, "A partition of the request has more than one record batch; Kafka's protocol allows one");
        }
        return batches.batch();
    }
}
