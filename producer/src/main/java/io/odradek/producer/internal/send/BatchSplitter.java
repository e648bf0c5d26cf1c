package io.odradek.producer.internal.send;

import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.batch.FillingMemory;
import io.odradek.producer.internal.batch.OpenBatch;
import io.odradek.producer.internal.batch.SerialisedRecord;
import io.odradek.producer.internal.completion.Receipts;
import io.odradek.producer.internal.memory.MemoryPool;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.protocol.record.RecordReader;
import io.odradek.protocol.record.RecordSizes;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a closed batch again, to make other batches of them.
 *
 * <p>Thread-safe; the batch must not be away.
 */
public final class BatchSplitter {
    private static final int BATCH_HEADER_SIZE_BYTES = 61;

    private BatchSplitter() {}

    /** The records of a batch, in order, with their listeners. */
    public static List<SerialisedRecord> records(Batch batch, Optional<CompressionCodec> codec) {
        List<SerialisedRecord> records = new ArrayList<>(batch.recordCount());
        CodecLookup codecs = CodecLookup.of(codec.map(List::of).orElse(List.of()));
        try (RecordReader reader =
                new RecordReader(RecordBatches.single(batch.memory().copy()), codecs, Integer.MAX_VALUE)) {
            while (reader.next()) {
                records.add(new SerialisedRecord(
                        reader.timestampMs(),
                        bytes(reader.key()),
                        bytes(reader.value()),
                        reader.headers(),
                        batch.receipts().listener(records.size())));
            }
        }
        return records;
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** A batch of some of another's records, as old as it and in its place; it waits for the same flushes. */
    static Batch part(Batch whole, List<SerialisedRecord> records, IntPredicate chosen, MemoryPool pool) {
        int sizeBytes = BATCH_HEADER_SIZE_BYTES;
        int first = -1;
        for (int i = 0; i < records.size(); i++) {
            if (chosen.test(i)) {
                first = first < 0 ? i : first;
                sizeBytes += sizeBytesMax(records.get(i));
            }
        }
        OpenBatch part = new OpenBatch(
                whole.partition(),
                whole.ordinal() + first,
                whole.createdNs(),
                new FillingMemory(pool.acquireBeyond(sizeBytes)),
                new Receipts(records.size()),
                whole.hold().join());
        for (int i = 0; i < records.size(); i++) {
            if (chosen.test(i) && !part.tryAppend(records.get(i))) {
                throw new IllegalStateException("record " + i + " of " + whole.partition() + " does not fit where it came from");
            }
        }
        Batch closed = part.close();
        closed.inherit(whole);
        return closed;
    }

    private static int sizeBytesMax(SerialisedRecord record) {
        return RecordSizes.recordSizeBytesMax(
                record.key() == null ? -1 : record.key().length,
                record.value() == null ? -1 : record.value().length,
                record.headers());
    }
}
