package io.odradek.producer.internal.accumulate;

import io.odradek.api.ProducerMetrics;
import io.odradek.api.TopicPartition;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.batch.FillingMemory;
import io.odradek.producer.internal.batch.OpenBatch;
import io.odradek.producer.internal.batch.SerialisedRecord;
import io.odradek.producer.internal.completion.FlushBarrier;
import io.odradek.producer.internal.completion.Receipts;
import io.odradek.producer.internal.memory.MemoryBlock;
import io.odradek.producer.internal.memory.MemoryPool;
import io.odradek.protocol.record.RecordSizes;
import io.odradek.spi.runtime.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one partition that wait to be sent: filled by application threads, emptied by the partition's event loop.
 *
 * <p>Thread-safe. The loop is told when there is something new to see, once until it has looked; what a batch's size should be is settled
 * when the loop cuts it, so batches grow while the connection is busy.
 */
public final class PartitionQueue {
    private static final int BLOCK_SIZE_BYTES_MAX = 64 * 1024;
    private static final int BATCH_HEADER_SIZE_BYTES = 61;

    private final TopicPartition partition;
    private final BatchSettings settings;
    private final Shared shared;
    private final SizeLimit sizeLimit;
    private final ArrayDeque<Batch> closed = new ArrayDeque<>();

    // Written with every record, under the lock; readers need no more than a value that was true a moment ago.
    private final AtomicLong queuedBytes = new AtomicLong();
    private @Nullable Runnable news;
    private @Nullable OpenBatch open;
    private boolean newsTold;
    private boolean forced;
    private boolean shut;
    private long batchCount;
    private int usualSizeBytes;
    private int usualRecordCount;
    private long closedBytes;
    private long recordCount;
    private long recordBytes;

    /**
     * What all queues of a producer share.
     *
     * @param pool where memory comes from
     * @param barrier what flushes wait at
     * @param clock the time
     */
    public record Shared(MemoryPool pool, FlushBarrier barrier, Clock clock) {}

    /** An empty queue. */
    public PartitionQueue(TopicPartition partition, BatchSettings settings, SizeLimit sizeLimit, Shared shared) {
        this.partition = partition;
        this.settings = settings;
        this.sizeLimit = sizeLimit;
        this.shared = shared;
    }

    /** Has {@code listener} told, on any thread and under the queue's lock, that there is something new to look at. */
    public synchronized void onNews(Runnable listener) {
        news = listener;
    }

    /** Which partition. */
    public TopicPartition partition() {
        return partition;
    }

    /** Bytes that wait here; may be a little old. */
    public long queuedBytes() {
        return queuedBytes.getAcquire();
    }

    /** What was appended so far. */
    public synchronized ProducerMetrics.Share share() {
        return new ProducerMetrics.Share(recordCount, recordBytes);
    }

    /**
     * Appends a record that is being sent.
     *
     * @param spare a block to take if the pool has none; null to do without
     */
    public synchronized AppendOutcome append(SerialisedRecord record, @Nullable SpareBlock spare) {
        return append(record, spare, null);
    }

    /**
     * Appends a record that waited elsewhere: it finds memory even beyond the pool's bound, its hold is the queue's once it is appended, and
     * its time runs from when it was sent.
     */
    public synchronized AppendOutcome place(WaitingRecord waited) {
        return append(waited.record(), null, waited);
    }

    private AppendOutcome append(SerialisedRecord record, @Nullable SpareBlock spare, @Nullable WaitingRecord waited) {
        if (shut) {
            return AppendOutcome.CLOSED;
        }
        OpenBatch batch = open;
        boolean opened = false;
        if (batch == null || !batch.tryAppend(record)) {
            int sizeBytes = recordSizeBytesMax(record);
            if (batch != null && batch.memory().sizeBytes() + sizeBytes > sizeLimit.batchSizeBytesMax()) {
                closeOpen(batch);
                batch = null;
            }
            MemoryBlock block = block(batch, sizeBytes, spare, waited != null);
            if (block == null) {
                return AppendOutcome.NEEDS_MEMORY;
            }
            // The limit is kept by what a block may hold, so that it need not be asked for with every record.
            int roomBytes = sizeLimit.batchSizeBytesMax() - (batch == null ? 0 : batch.memory().sizeBytes());
            block.buffer().limit(Math.min(block.sizeBytes(), Math.max(roomBytes, blockSizeBytesNeeded(sizeBytes))));
            if (batch == null) {
                batch = open(block);
                opened = true;
            } else {
                batch.memory().grow(block);
            }
            if (!batch.tryAppend(record)) {
                throw new IllegalStateException("a record of at most " + sizeBytes + " bytes does not fit into " + block.sizeBytes());
            }
        }
        if (waited != null) {
            if (waited.hold().isAwaited()) {
                // The flush that waits for this record came when the queue could not be told of it.
                forced = true;
                tellNews();
            }
            batch.holds(waited.hold(), waited.createdNs());
        }
        recordCount++;
        recordBytes += record.sizeBytes();
        appended(batch, opened);
        return opened ? AppendOutcome.OPENED_BATCH : AppendOutcome.APPENDED;
    }

    private static int recordSizeBytesMax(SerialisedRecord record) {
        return RecordSizes.recordSizeBytesMax(
                record.key() == null ? -1 : record.key().length,
                record.value() == null ? -1 : record.value().length,
                record.headers());
    }

    private @Nullable MemoryBlock block(@Nullable OpenBatch batch, int recordSizeBytes, @Nullable SpareBlock spare, boolean beyond) {
        int needed = blockSizeBytesNeeded(recordSizeBytes);
        int fitting = batch == null ? firstBlockSizeBytes() : Math.min(BLOCK_SIZE_BYTES_MAX, 4 * batch.memory().sizeBytes());
        MemoryBlock block = spare == null ? null : spare.takeIfFits(needed);
        if (block == null) {
            block = shared.pool().tryAcquire(needed, Math.max(needed, fitting));
        }
        return block == null && beyond ? shared.pool().acquireBeyond(needed) : block;
    }

    /** The least memory that a record may need, to wait for. */
    public static int blockSizeBytesNeeded(SerialisedRecord record) {
        return blockSizeBytesNeeded(recordSizeBytesMax(record));
    }

    private static int blockSizeBytesNeeded(int recordSizeBytes) {
        return recordSizeBytes + BATCH_HEADER_SIZE_BYTES;
    }

    private int firstBlockSizeBytes() {
        return Math.min(BLOCK_SIZE_BYTES_MAX, Math.max(MemoryPool.BLOCK_SIZE_BYTES_MIN, usualSizeBytes));
    }

    private OpenBatch open(MemoryBlock block) {
        OpenBatch batch = new OpenBatch(
                partition,
                batchCount++ * Batch.ORDINAL_STEP,
                shared.clock().nanoTime(),
                new FillingMemory(block),
                new Receipts(usualRecordCount),
                shared.barrier().enter());
        open = batch;
        forced = false;
        return batch;
    }

    private void appended(OpenBatch batch, boolean opened) {
        int sizeBytes = batch.memory().sizeBytes();
        queuedBytes.setRelease(closedBytes + sizeBytes);
        if (opened || sizeBytes >= settings.readySizeBytes()) {
            tellNews();
        }
    }

    private void closeOpen(OpenBatch batch) {
        Batch done = batch.close();
        usualSizeBytes = done.memory().sizeBytes();
        usualRecordCount = done.recordCount();
        closedBytes += usualSizeBytes;
        closed.addLast(done);
        open = null;
    }

    private void tellNews() {
        if (!newsTold && news != null) {
            newsTold = true;
            news.run();
        }
    }

    /** Makes what waits here ready without linger, if anything does: a flush, or a want of memory. */
    public synchronized void force() {
        if (open != null) {
            forced = true;
            tellNews();
        }
    }

    /** Looks at the queue; from now on news are told again. */
    public synchronized QueueLook look(long nowNs) {
        newsTold = false;
        Batch first = closed.peekFirst();
        if (first != null) {
            return new QueueLook(false, true, first.createdNs());
        }
        OpenBatch batch = open;
        if (batch == null) {
            return QueueLook.EMPTY;
        }
        boolean ready = forced
                || batch.memory().sizeBytes() >= settings.readySizeBytes()
                || nowNs - batch.createdNs() >= settings.lingerNs();
        // Once the loop knows that the batch is ready, the next record need not say so again.
        newsTold = ready;
        return new QueueLook(false, ready, batch.createdNs());
    }

    /** Takes the first batch, open or not; null when there is none. */
    public synchronized @Nullable Batch cut() {
        newsTold = false;
        Batch first = closed.pollFirst();
        if (first == null && open != null) {
            closeOpen(open);
            first = closed.pollFirst();
        }
        if (first != null) {
            closedBytes -= first.memory().sizeBytes();
            queuedBytes.setRelease(closedBytes + (open == null ? 0 : open.memory().sizeBytes()));
        }
        return first;
    }

    /** Takes every batch that was opened at or before a time. */
    public synchronized List<Batch> takeOpenedUpTo(long nanoTime) {
        List<Batch> taken = new ArrayList<>();
        while (!isEmpty() && oldestNs() - nanoTime <= 0) {
            Batch batch = cut();
            if (batch != null) {
                taken.add(batch);
            }
        }
        return taken;
    }

    private boolean isEmpty() {
        return closed.isEmpty() && open == null;
    }

    private long oldestNs() {
        Batch first = closed.peekFirst();
        if (first != null) {
            return first.createdNs();
        }
        return open == null ? 0 : open.createdNs();
    }

    /** Takes every batch, and no record from now on. */
    public synchronized List<Batch> shut() {
        shut = true;
        List<Batch> taken = new ArrayList<>();
        for (Batch batch = cut(); batch != null; batch = cut()) {
            taken.add(batch);
        }
        return taken;
    }
}
