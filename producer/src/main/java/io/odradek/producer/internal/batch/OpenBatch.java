package io.odradek.producer.internal.batch;

import io.odradek.api.TopicPartition;
import io.odradek.producer.internal.completion.FlushBarrier;
import io.odradek.producer.internal.completion.Receipts;

/**
 * A batch that takes records.
 *
 * <p>Caller synchronises: it belongs to the partition's queue, under that queue's lock.
 */
public final class OpenBatch {
    private final TopicPartition partition;
    private final long ordinal;
    private long createdNs;
    private final FillingMemory memory;
    private final Receipts receipts;
    private FlushBarrier.Generation hold;

    /**
     * An empty batch.
     *
     * @param ordinal its place among the partition's batches
     * @param createdNs the clock's nanoseconds now
     * @param receipts empty; the batch's from now on
     * @param hold what flushes hold on to; the batch's from now on
     */
    public OpenBatch(
            TopicPartition partition,
            long ordinal,
            long createdNs,
            FillingMemory memory,
            Receipts receipts,
            FlushBarrier.Generation hold) {
        this.partition = partition;
        this.ordinal = ordinal;
        this.createdNs = createdNs;
        this.memory = memory;
        this.receipts = receipts;
        this.hold = hold;
    }

    /** Takes a record if its block has room for it. */
    public boolean tryAppend(SerialisedRecord record) {
        if (!memory.tryAppend(record)) {
            return false;
        }
        receipts.add(record.listener(), record.timestampMs(), record.sizeBytes());
        return true;
    }

    /** The memory it fills. */
    public FillingMemory memory() {
        return memory;
    }

    /** Takes over the hold of a record that was sent at {@code sentNs}, perhaps before the batch was opened. */
    public void holds(FlushBarrier.Generation ofRecord, long sentNs) {
        hold = hold.orOlder(ofRecord);
        if (sentNs - createdNs < 0) {
            createdNs = sentNs;
        }
    }

    /** When its oldest record was sent. */
    public long createdNs() {
        return createdNs;
    }

    /** The batch as it is sent; this object is of no use afterwards. */
    public Batch close() {
        return new Batch(partition, ordinal, createdNs, receipts, hold, memory.close());
    }
}
