package io.odradek.broker;

import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatchWriter;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.protocol.record.RecordReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Record batches of texts. */
final class Batches {
    private static final int SIZE_BYTES_MAX = 1 << 20;

    private Batches() {}

    /** A batch with one record a text, of one time. */
    static ByteBuffer of(long timestampMs, String... values) {
        return batch(timestampMs, -1, -1, values);
    }

    /** A batch of an idempotent producer, epoch 0. */
    static ByteBuffer idempotent(long producerId, int baseSequence, String... values) {
        return batch(0, producerId, baseSequence, values);
    }

    private static ByteBuffer batch(long timestampMs, long producerId, int baseSequence, String... values) {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(SIZE_BYTES_MAX));
        for (String value : values) {
            writer.tryAppend(timestampMs, (byte[]) null, value.getBytes(StandardCharsets.UTF_8), List.of());
        }
        if (producerId >= 0) {
            writer.setProducer(producerId, (short) 0, baseSequence);
        }
        return writer.seal();
    }

    /** The values in batches, in order. */
    static List<String> values(@Nullable ByteBuffer records) {
        List<String> values = new ArrayList<>();
        for (RecordBatches batches = walk(records); batches.next(); ) {
            try (RecordReader reader = new RecordReader(batches.batch(), CodecLookup.of(List.of()), SIZE_BYTES_MAX)) {
                while (reader.next()) {
                    values.add(StandardCharsets.UTF_8.decode(Objects.requireNonNull(reader.value())).toString());
                }
            }
        }
        return values;
    }

    /** The offsets of the first records of batches, in order. */
    static List<Long> baseOffsets(@Nullable ByteBuffer records) {
        List<Long> offsets = new ArrayList<>();
        for (RecordBatches batches = walk(records); batches.next(); ) {
            offsets.add(batches.batch().baseOffset());
        }
        return offsets;
    }

    /** The first batch. */
    static RecordBatch first(@Nullable ByteBuffer records) {
        RecordBatches batches = walk(records);
        batches.next();
        return batches.batch();
    }

    private static RecordBatches walk(@Nullable ByteBuffer records) {
        return new RecordBatches(records == null ? ByteBuffer.allocate(0) : records, RecordBatches.Tail.REFUSE);
    }
}
