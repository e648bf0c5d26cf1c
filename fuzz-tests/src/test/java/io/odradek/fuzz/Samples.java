package io.odradek.fuzz;

import io.odradek.api.Header;
import io.odradek.protocol.record.RecordBatchWriter;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sound batches. */
final class Samples {
    static final long TIMESTAMP_MS = 1_700_000_000_000L;
    private static final int SIZE_BYTES_MAX = 64 * 1024;

    private Samples() {}

    /** A batch of so many records, with and without keys, values and headers. */
    static ByteBuffer batch(int recordCount) {
        return writer(recordCount).seal();
    }

    /** The same of an idempotent producer. */
    static ByteBuffer batch(int recordCount, long producerId, int baseSequence) {
        RecordBatchWriter writer = writer(recordCount);
        writer.setProducer(producerId, (short) 0, baseSequence);
        return writer.seal();
    }

    /** The same under a codec. */
    static ByteBuffer batch(int recordCount, CompressionCodec codec) {
        RecordBatchWriter writer = writer(recordCount);
        return writer.seal(codec, ByteBuffer.allocate(writer.sealedSizeBytesMax(codec)));
    }

    /** One record of zeros under a codec, far larger than the batch. */
    static ByteBuffer bomb(int plainSizeBytes, CompressionCodec codec) {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(plainSizeBytes + 200));
        writer.tryAppend(TIMESTAMP_MS, null, new byte[plainSizeBytes], List.of());
        return writer.seal(codec, ByteBuffer.allocate(writer.sealedSizeBytesMax(codec)));
    }

    private static RecordBatchWriter writer(int recordCount) {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(SIZE_BYTES_MAX));
        for (int i = 0; i < recordCount; i++) {
            byte[] key = i % 3 == 0 ? null : text("key " + i);
            byte[] value = i % 5 == 4 ? null : text("value ".repeat(i % 4) + i);
            List<Header> headers = i % 2 == 0 ? List.of() : List.of(new Header("h" + i, text("x")), new Header("none", null));
            writer.tryAppend(TIMESTAMP_MS + 3L * i, key, value, headers);
        }
        return writer;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
