package io.odradek.producer.internal.batch;

import io.odradek.api.OdradekException;
import io.odradek.api.Persistence;
import io.odradek.api.TopicPartition;
import io.odradek.producer.internal.completion.FlushBarrier;
import io.odradek.producer.internal.completion.Receipts;
import org.jspecify.annotations.Nullable;

/**
 * A batch that takes no more records, on its way: what it is, and what has become of its attempts.
 *
 * <p>Confined to the event loop of its partition.
 */
public final class Batch {
    /** Room between the ordinals of two batches of a partition: the parts of a split one find their place there. */
    public static final int ORDINAL_STEP = 1 << 24;
    /** Stands for a sequence that was not given yet. */
    public static final int NO_SEQUENCE = -1;

    private final TopicPartition partition;
    private final long ordinal;
    private final long createdNs;
    private final Receipts receipts;
    private final FlushBarrier.Generation hold;
    private final ClosedMemory memory;

    private int attemptCount;
    private int baseSequence = NO_SEQUENCE;
    private long notBeforeNs;
    private Persistence persistence = Persistence.NOT_PERSISTED;
    private @Nullable OdradekException lastError;
    private boolean told;

    /** A batch that was never sent. */
    public Batch(
            TopicPartition partition,
            long ordinal,
            long createdNs,
            Receipts receipts,
            FlushBarrier.Generation hold,
            ClosedMemory memory) {
        this.partition = partition;
        this.ordinal = ordinal;
        this.createdNs = createdNs;
        this.receipts = receipts;
        this.hold = hold;
        this.memory = memory;
        this.notBeforeNs = createdNs;
    }

    /** Where it goes. */
    public TopicPartition partition() {
        return partition;
    }

    /** Its place among the partition's batches. */
    public long ordinal() {
        return ordinal;
    }

    /** When its first record was sent by the application, in the clock's nanoseconds. */
    public long createdNs() {
        return createdNs;
    }

    /** Who is to be told. */
    public Receipts receipts() {
        return receipts;
    }

    /** What flushes hold on to until it is done. */
    public FlushBarrier.Generation hold() {
        return hold;
    }

    /** Its bytes. */
    public ClosedMemory memory() {
        return memory;
    }

    /** How many records it has. */
    public int recordCount() {
        return receipts.count();
    }

    /** How often it was put into a request. */
    public int attemptCount() {
        return attemptCount;
    }

    /** The sequence of its first record, or {@link #NO_SEQUENCE}. */
    public int baseSequence() {
        return baseSequence;
    }

    /** Gives it a sequence, or takes it away. */
    public void setBaseSequence(int sequence) {
        baseSequence = sequence;
    }

    /** Before this it is not to be tried again. */
    public long notBeforeNs() {
        return notBeforeNs;
    }

    /** Whether it may be in the log. */
    public Persistence persistence() {
        return persistence;
    }

    /** What the last attempt came to; null before one failed. */
    public @Nullable OdradekException lastError() {
        return lastError;
    }

    /** Whether the application was told already: what comes after that concerns only the engine. */
    public boolean isTold() {
        return told;
    }

    /** It is put into a request. */
    public void attempted() {
        attemptCount++;
    }

    /** An attempt failed; once it may be in the log, no later refusal makes that undone. */
    public void failed(OdradekException error, Persistence ofAttempt) {
        lastError = error;
        if (ofAttempt.compareTo(persistence) > 0) {
            persistence = ofAttempt;
        }
    }

    /** It carries on records of another batch: what may have become of that one may have become of these. */
    public void inherit(Batch whole) {
        lastError = whole.lastError;
        persistence = whole.persistence;
    }

    /** Nobody can tell any more whether it is in the log. */
    public void outcomeUnknown() {
        if (persistence == Persistence.NOT_PERSISTED) {
            persistence = Persistence.POSSIBLY_PERSISTED;
        }
    }

    /** It waits for its next attempt. */
    public void retryAt(long nanoTime) {
        notBeforeNs = nanoTime;
    }

    /** The application is being told. */
    public void tell() {
        told = true;
    }
}
