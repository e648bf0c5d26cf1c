package io.odradek.log;

import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatchWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Batches to append. */
final class Batches {
    static final long TIMESTAMP_MS = 1_700_000_000_000L;

    private Batches() {}

    /** One batch with these values. */
    static ByteBuffer of(String... values) {
        return at(TIMESTAMP_MS, values);
    }

    static ByteBuffer at(long timestampMs, String... values) {
        RecordBatchWriter writer = writer(values);
        for (String value : values) {
            writer.tryAppend(timestampMs, null, value.getBytes(StandardCharsets.UTF_8), List.of());
        }
        return writer.seal();
    }

    static ByteBuffer idempotent(long producerId, int epoch, int sequence, String... values) {
        RecordBatchWriter writer = writer(values);
        for (String value : values) {
            writer.tryAppend(TIMESTAMP_MS, null, value.getBytes(StandardCharsets.UTF_8), List.of());
        }
        writer.setProducer(producerId, (short) epoch, sequence);
        return writer.seal();
    }

    /** One batch with one value of so many bytes. */
    static ByteBuffer ofSize(int valueSizeBytes, int fill) {
        byte[] value = new byte[valueSizeBytes];
        Arrays.fill(value, (byte) fill);
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(valueSizeBytes + 200));
        writer.tryAppend(TIMESTAMP_MS, null, value, List.of());
        return writer.seal();
    }

    /** The batch as a leader stored it. */
    static ByteBuffer placed(long baseOffset, int leaderEpoch, ByteBuffer batch) {
        RecordBatch view = new RecordBatch().wrap(batch, batch.position());
        view.setBaseOffset(baseOffset);
        view.setPartitionLeaderEpoch(leaderEpoch);
        return batch;
    }

    /** Batches one after the other in one buffer. */
    static ByteBuffer join(ByteBuffer... batches) {
        int sizeBytes = 0;
        for (ByteBuffer batch : batches) {
            sizeBytes += batch.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(sizeBytes);
        for (ByteBuffer batch : batches) {
            all.put(batch.duplicate());
        }
        return all.flip();
    }

    private static RecordBatchWriter writer(String... values) {
        int sizeBytes = 100;
        for (String value : values) {
            sizeBytes += 40 + 3 * value.length();
        }
        return new RecordBatchWriter(ByteBuffer.allocate(sizeBytes));
    }
}
