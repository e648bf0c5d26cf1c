package io.odradek.client.reader;

import io.odradek.api.TopicPartition;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.protocol.record.RecordReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one partition gave from an offset on, still as batches.
 *
 * <p>Immutable; the batches are on the heap and belong to it. Checking and decompressing them is the work of whoever calls {@link
 * #records}, not of the event loop that received them.
 */
public final class PartitionSlice {
    private final TopicPartition partition;
    private final long position;
    private final @Nullable ByteBuffer batches;
    private final long nextOffset;
    private final long startOffset;
    private final long endOffset;
    private final CodecLookup codecs;
    private final int decompressedSizeBytesMax;

    PartitionSlice(
            TopicPartition partition, long position, FetchedBatches fetched, CodecLookup codecs, int decompressedSizeBytesMax) {
        this.partition = partition;
        this.position = position;
        this.batches = fetched.batches();
        this.startOffset = fetched.startOffset();
        this.endOffset = fetched.endOffset();
        this.codecs = codecs;
        this.decompressedSizeBytesMax = decompressedSizeBytesMax;
        this.nextOffset = nextOffset(position, batches);
    }

    /**
     * The answer's part about one partition.
     *
     * @param batches whole batches, and perhaps a part of one
     * @param startOffset the first offset of the log, −1 when not told
     * @param endOffset the high watermark
     */
    record FetchedBatches(@Nullable ByteBuffer batches, long startOffset, long endOffset) {}

    private static long nextOffset(long position, @Nullable ByteBuffer batches) {
        long next = position;
        if (batches != null) {
            RecordBatches walk = new RecordBatches(batches, RecordBatches.Tail.IGNORE);
            while (walk.next()) {
                next = Math.max(next, walk.batch().lastOffset() + 1);
            }
        }
        return next;
    }

    /** The partition. */
    public TopicPartition partition() {
        return partition;
    }

    /** Where to read on; the position that was asked for when there was nothing new. */
    public long nextOffset() {
        return nextOffset;
    }

    /** The first offset that the log still has, −1 when the broker did not tell. */
    public long startOffset() {
        return startOffset;
    }

    /** Behind the last record that readers may see (the high watermark). */
    public long endOffset() {
        return endOffset;
    }

    /**
     * The records from the position on, in order; control records are left out.
     *
     * @throws io.odradek.protocol.record.InvalidBatchException when a batch fails its CRC or is not what its header says
     */
    public List<ReadRecord> records() {
        List<ReadRecord> records = new ArrayList<>();
        if (batches != null) {
            RecordBatches walk = new RecordBatches(batches, RecordBatches.Tail.IGNORE);
            while (walk.next()) {
                RecordBatch batch = walk.batch();
                batch.verifyCrc();
                if (!batch.isControl() && batch.lastOffset() >= position) {
                    read(batch, records);
                }
            }
        }
        return records;
    }

    private void read(RecordBatch batch, List<ReadRecord> target) {
        try (RecordReader reader = new RecordReader(batch, codecs, decompressedSizeBytesMax)) {
            while (reader.next()) {
                if (reader.offset() >= position) {
                    target.add(new ReadRecord(
                            partition,
                            reader.offset(),
                            reader.timestampMs(),
                            copy(reader.key()),
                            copy(reader.value()),
                            reader.headers()));
                }
            }
        }
    }

    private static byte @Nullable [] copy(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return null;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}
