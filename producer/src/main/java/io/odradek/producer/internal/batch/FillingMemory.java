package io.odradek.producer.internal.batch;

import io.odradek.producer.internal.memory.MemoryBlock;
import io.odradek.protocol.record.ChunkedBatchWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch's memory while records are written into it.
 *
 * <p>Caller synchronises: it belongs to the partition's queue, under that queue's lock, until {@link #close} hands it on.
 */
public final class FillingMemory {
    private final List<MemoryBlock> blocks = new ArrayList<>(4);
    private final ChunkedBatchWriter writer;

    /** Starts a batch in a block, which it owns from now on. */
    public FillingMemory(MemoryBlock first) {
        blocks.add(first);
        writer = new ChunkedBatchWriter(first.buffer());
    }

    /** Writes a record where the last one ended, or returns false when the block has no room for it. */
    public boolean tryAppend(SerialisedRecord record) {
        return writer.tryAppend(record.timestampMs(), record.key(), record.value(), record.headers());
    }

    /** Goes on in another block, which it owns from now on. */
    public void grow(MemoryBlock next) {
        blocks.add(next);
        writer.continueIn(next.buffer());
    }

    /** Bytes of the batch so far. */
    public int sizeBytes() {
        return writer.sizeBytes();
    }

    /** Hands the memory on; this object is of no use afterwards. */
    public ClosedMemory close() {
        writer.close();
        return new ClosedMemory(writer, blocks);
    }
}
