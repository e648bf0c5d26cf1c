package io.odradek.benchmarks;

import io.odradek.protocol.record.RecordBatchWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Records and batches to measure with, the same in every run. */
final class SampleBatch {
    static final int RECORD_BYTES = 100;
    static final long TIMESTAMP_MS = 1_700_000_000_000L;

    private static final long SEED = 42;
    private static final int VALUE_COUNT = 1024;
    private static final List<String> WORDS =
            List.of("airport", "vulture", "approach", "climb", "none", "large", "small", "day", "night", "gull", "engine", "1990", "2002", "Texas", "Ohio");

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

    /** Values of 100 bytes of words, all different, that can be compressed about as far as text can. */
    static byte[][] texts() {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[][] values = new byte[VALUE_COUNT][];
        for (int i = 0; i < values.length; i++) {
            StringBuilder text = new StringBuilder().append(random.nextInt(VALUE_COUNT));
            while (text.length() < RECORD_BYTES) {
                text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
            }
            values[i] = text.substring(0, RECORD_BYTES).getBytes(StandardCharsets.US_ASCII);
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
