package io.odradek.benchmarks;

import io.odradek.protocol.record.RecordBatchWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** Records and batches to measure with, the same in every run. */
final class SampleBatch {
    static final int RECORD_BYTES = 100;
    static final long TIMESTAMP_MS = 1_700_000_000_000L;

    private static final long SEED = 42;
    private static final int VALUE_COUNT = 1024;

    private SampleBatch() {}

    /** Values of 100 bytes, all different. */
    static byte[][] values() {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[][] values = new byte[VALUE_COUNT][RECORD_BYTES];
        for (byte[] value : values) {
            random.nextBytes(value);
        }
        return values;
    }

    /** A sealed batch in direct memory, as full of such values as it gets. */
    static ByteBuffer sealed(int batchBytesMax) {
        return fill(ByteBuffer.allocateDirect(batchBytesMax), values()).seal();
    }

    /** A batch that takes no more, unsealed. */
    static RecordBatchWriter fill(ByteBuffer target, byte[][] values) {
        RecordBatchWriter writer = new RecordBatchWriter(target);
        int next = 0;
        while (writer.tryAppend(TIMESTAMP_MS + writer.recordCount(), null, values[next], List.of())) {
            next = next + 1 == values.length ? 0 : next + 1;
        }
        return writer;
    }
}
