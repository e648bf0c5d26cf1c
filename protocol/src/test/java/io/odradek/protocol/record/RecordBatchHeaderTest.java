package io.odradek.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A header can be read before the records behind it have been. */
class RecordBatchHeaderTest {

    private static ByteBuffer sealedBatch() {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(1024));
        writer.tryAppend(7L, new byte[] {1}, new byte[100], List.of());
        writer.tryAppend(9L, new byte[] {2}, new byte[100], List.of());
        return writer.seal();
    }

    @Test
    void wrapHeader_withoutTheRecords_readsTheHeader() {
        // Given
        ByteBuffer whole = sealedBatch();
        int sizeBytes = whole.remaining();
        ByteBuffer headerOnly = whole.slice(0, RecordBatch.HEADER_SIZE_BYTES);

        // When
        RecordBatch header = new RecordBatch().wrapHeader(headerOnly, 0);

        // Then
        assertThat(header.sizeBytes()).isEqualTo(sizeBytes);
        assertThat(header.recordCount()).isEqualTo(2);
        assertThat(header.maxTimestampMs()).isEqualTo(9L);
    }

    @Test
    void wrapHeader_cutAnywhere_isRefused() {
        ByteBuffer whole = sealedBatch();
        for (int sizeBytes = 0; sizeBytes < RecordBatch.HEADER_SIZE_BYTES; sizeBytes++) {
            ByteBuffer cut = whole.slice(0, sizeBytes);
            assertThatThrownBy(() -> new RecordBatch().wrapHeader(cut, 0))
                    .isInstanceOfSatisfying(
                            InvalidBatchException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_MESSAGE));
        }
    }
}
