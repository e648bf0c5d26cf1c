package io.odradek.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkedBatchWriterTest {
    private static final long SEED = 20_261_123;
    private static final CodecLookup NO_CODECS = CodecLookup.of(List.of());

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer joined(List<ByteBuffer> parts) {
        int sizeBytes = parts.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer joined = ByteBuffer.allocate(sizeBytes);
        parts.forEach(part -> joined.put(part.duplicate()));
        return joined.flip();
    }

    @Test
    void seal_oneBuffer_isByteForByteWhatTheOtherWriterWrites() {
        // Given
        ByteBuffer whole = ByteBuffer.allocate(512);
        RecordBatchWriter other = new RecordBatchWriter(whole);
        ChunkedBatchWriter writer = new ChunkedBatchWriter(ByteBuffer.allocateDirect(512));
        List<Header> headers = List.of(new Header("h\u00e9", bytes("v")), new Header("n", null));

        // When
        for (int i = 0; i < 3; i++) {
            assertThat(other.tryAppend(1000L - i, bytes("k" + i), i == 1 ? null : bytes("value"), headers)).isTrue();
            assertThat(writer.tryAppend(1000L - i, bytes("k" + i), i == 1 ? null : bytes("value"), headers)).isTrue();
        }
        other.setProducer(9L, (short) 2, 7);
        writer.close();

        // Then
        assertThat(joined(writer.seal(9L, (short) 2, 7))).isEqualTo(other.seal());
    }

    @Test
    void seal_randomChunks_readsBackWhatWasWritten() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            // Given
            ChunkedBatchWriter writer = new ChunkedBatchWriter(ByteBuffer.allocateDirect(61 + random.nextInt(200)));
            List<String> written = new ArrayList<>();

            // When
            for (int i = 0; i < 50; i++) {
                String value = "x".repeat(random.nextInt(60)) + i;
                if (!writer.tryAppend(5000 + i, null, bytes(value), List.of())) {
                    writer.continueIn(ByteBuffer.allocateDirect(100 + random.nextInt(200)));
                    assertThat(writer.tryAppend(5000 + i, null, bytes(value), List.of())).isTrue();
                }
                written.add(value);
            }
            writer.close();
            ByteBuffer batchBytes = joined(writer.seal(-1, (short) -1, -1));

            // Then
            assertThat(batchBytes.remaining()).isEqualTo(writer.sizeBytes());
            RecordBatch batch = RecordBatches.single(batchBytes);
            batch.verifyCrc();
            assertThat(new RecordValidator(NO_CODECS, 1 << 20).validate(batch)).isEqualTo(5049);
            List<String> read = new ArrayList<>();
            try (RecordReader reader = new RecordReader(batch, NO_CODECS, 1 << 20)) {
                while (reader.next()) {
                    read.add(StandardCharsets.UTF_8.decode(reader.value()).toString());
                }
            }
            assertThat(read).as("seed %d, round %d", SEED, round).isEqualTo(written);
        }
    }

    @Test
    void tryAppend_recordDoesNotFit_leavesNoTrace() {
        ChunkedBatchWriter writer = new ChunkedBatchWriter(ByteBuffer.allocateDirect(80));
        writer.tryAppend(1, null, bytes("a"), List.of());
        int before = writer.sizeBytes();

        assertThat(writer.tryAppend(1, null, new byte[100], List.of())).isFalse();

        assertThat(writer.sizeBytes()).isEqualTo(before);
        assertThat(writer.recordCount()).isEqualTo(1);
    }

    @Test
    void seal_again_changesOnlyNumbersAndCrc() {
        ChunkedBatchWriter writer = new ChunkedBatchWriter(ByteBuffer.allocateDirect(128));
        writer.tryAppend(1, null, bytes("a"), List.of());
        writer.close();
        writer.seal(5, (short) 0, 100);

        RecordBatch batch = RecordBatches.single(joined(writer.seal(5, (short) 1, 0)));

        batch.verifyCrc();
        assertThat(batch.producerEpoch()).isEqualTo((short) 1);
        assertThat(batch.baseSequence()).isZero();
    }

    @Test
    void seal_openOrEmpty_isRefused() {
        ChunkedBatchWriter writer = new ChunkedBatchWriter(ByteBuffer.allocateDirect(128));
        assertThatThrownBy(() -> writer.seal(-1, (short) -1, -1)).hasMessageContaining("still open");
        writer.close();
        assertThatThrownBy(() -> writer.seal(-1, (short) -1, -1)).hasMessageContaining("without records");
    }
}
