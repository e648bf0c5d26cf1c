package io.odradek.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordBatchesTest {

    @Test
    void next_batchesInARow_walksOverEach() {
        ByteBuffer bytes = twoBatches();
        RecordBatches batches = new RecordBatches(bytes.position(5), RecordBatches.Tail.REFUSE);

        assertThat(batches.next()).isTrue();
        assertThat(batches.batch().position()).isEqualTo(5);
        assertThat(batches.batch().recordCount()).isEqualTo(1);
        assertThat(batches.next()).isTrue();
        assertThat(batches.batch().recordCount()).isEqualTo(2);
        assertThat(batches.next()).isFalse();
        assertThat(batches.position()).isEqualTo(bytes.limit());
        assertThat(bytes.position()).isEqualTo(5);
    }

    @Test
    void next_tailCutAtAnyByte_isIgnoredOrRefusedAsAsked() {
        ByteBuffer bytes = twoBatches().position(5);
        RecordBatches whole = new RecordBatches(bytes, RecordBatches.Tail.REFUSE);
        whole.next();
        int second = whole.position();
        for (int limit = second + 1; limit < bytes.limit(); limit++) {
            ByteBuffer cut = bytes.duplicate().limit(limit);

            RecordBatches tolerant = new RecordBatches(cut, RecordBatches.Tail.IGNORE);
            assertThat(tolerant.next()).isTrue();
            assertThat(tolerant.next()).isFalse();
            assertThat(tolerant.position()).isEqualTo(second);

            RecordBatches strict = new RecordBatches(cut, RecordBatches.Tail.REFUSE);
            assertThat(strict.next()).isTrue();
            assertThatThrownBy(strict::next).isInstanceOfSatisfying(InvalidBatchException.class, code(ErrorCode.CORRUPT_MESSAGE));
        }
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1})
    void single_messageSetOfAnOldFormat_isRefusedWithItsMagic(byte magic) {
        MemoryRecords old = MemoryRecords.withRecords(magic, Compression.NONE, new SimpleRecord(0, "value".getBytes()));

        assertThatThrownBy(() -> RecordBatches.single(old.buffer()))
                .isInstanceOfSatisfying(InvalidBatchException.class, code(ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT))
                .hasMessageContaining("message set of format magic " + magic);
    }

    @Test
    void single_nothingOrTwo_isRefused() {
        assertThatThrownBy(() -> RecordBatches.single(ByteBuffer.allocate(0)))
                .isInstanceOfSatisfying(InvalidBatchException.class, code(ErrorCode.INVALID_RECORD));
        assertThatThrownBy(() -> RecordBatches.single(twoBatches().position(5)))
                .isInstanceOfSatisfying(InvalidBatchException.class, code(ErrorCode.INVALID_RECORD));
    }

    @Test
    void wrap_lengthOrMagicOutOfRange_isRefused() {
        ByteBuffer batch = batch(1);
        for (int length : new int[] {-1, 0, 48, Integer.MIN_VALUE, Integer.MAX_VALUE, batch.limit() - 11}) {
            ByteBuffer bad = copy(batch).putInt(8, length);
            assertThatThrownBy(() -> new RecordBatch().wrap(bad, 0))
                    .isInstanceOfSatisfying(InvalidBatchException.class, code(ErrorCode.CORRUPT_MESSAGE))
                    .hasMessageContaining("claims a length of " + length);
        }
        ByteBuffer future = copy(batch).put(16, (byte) 3);
        assertThatThrownBy(() -> new RecordBatch().wrap(future, 0))
                .isInstanceOfSatisfying(InvalidBatchException.class, code(ErrorCode.CORRUPT_MESSAGE))
                .hasMessageContaining("unknown magic 3");
    }

    @Test
    void verifyCrc_anyByteChanged_isRefused() {
        ByteBuffer batch = batch(2);
        for (int at = 17; at < batch.limit(); at++) {
            ByteBuffer bad = copy(batch);
            bad.put(at, (byte) ~bad.get(at));
            RecordBatch view = new RecordBatch().wrap(bad, 0);
            assertThatThrownBy(view::verifyCrc).isInstanceOfSatisfying(InvalidBatchException.class, code(ErrorCode.CORRUPT_MESSAGE));
        }
    }

    @Test
    void setBaseOffsetAndLeaderEpoch_leaveTheCrcAlone() {
        RecordBatch batch = new RecordBatch().wrap(batch(3), 0);
        int crc = batch.crc();

        batch.setBaseOffset(42);
        batch.setPartitionLeaderEpoch(7);

        assertThat(batch.baseOffset()).isEqualTo(42);
        assertThat(batch.lastOffset()).isEqualTo(44);
        assertThat(batch.partitionLeaderEpoch()).isEqualTo(7);
        assertThat(batch.computeCrc()).isEqualTo(crc);
    }

    private static Consumer<InvalidBatchException> code(ErrorCode code) {
        return thrown -> assertThat(thrown.code()).isEqualTo(code);
    }

    private static ByteBuffer twoBatches() {
        ByteBuffer first = batch(1);
        ByteBuffer second = batch(2);
        return ByteBuffer.allocate(5 + first.limit() + second.limit()).position(5).put(first).put(second).flip();
    }

    private static ByteBuffer batch(int recordCount) {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(400));
        for (int i = 0; i < recordCount; i++) {
            writer.tryAppend(i, new byte[] {1}, new byte[] {2, 3}, List.of());
        }
        return writer.seal();
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.limit()).put(bytes.duplicate()).flip();
    }
}
