package io.odradek.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.Header;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordBatchWriterTest {

    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);
    private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);

    @Test
    void tryAppend_recordThatDoesNotFit_leavesNoTrace() {
        // Given: room for exactly one such record
        RecordBatchWriter probe = new RecordBatchWriter(ByteBuffer.allocate(1000));
        probe.tryAppend(5, KEY, VALUE, List.of());
        ByteBuffer target = ByteBuffer.allocate(probe.sizeBytes());
        RecordBatchWriter writer = new RecordBatchWriter(target);

        // When
        boolean first = writer.tryAppend(5, KEY, VALUE, List.of());
        boolean second = writer.tryAppend(9, KEY, VALUE, List.of());

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(writer.recordCount()).isEqualTo(1);
        assertThat(writer.remainingBytes()).isZero();
        assertThat(writer.seal()).isEqualTo(probe.seal());
    }

    @Test
    void seal_bufferWithBytesBeforeAndAfter_touchesOnlyItsOwn() {
        ByteBuffer target = ByteBuffer.allocate(400);
        for (int i = 0; i < target.capacity(); i++) {
            target.put(i, (byte) 0x55);
        }
        target.position(100).limit(300);
        RecordBatchWriter writer = new RecordBatchWriter(target);
        writer.tryAppend(5, KEY, VALUE, List.of());

        ByteBuffer sealed = writer.seal();

        assertThat(RecordBatches.single(sealed).position()).isZero();
        assertThat(target.get(99)).isEqualTo((byte) 0x55);
        assertThat(target.get(100 + sealed.limit())).isEqualTo((byte) 0x55);
        assertThat(writer.sizeBytes()).isEqualTo(sealed.limit());
    }

    @Test
    void setProducer_calledAgain_theLastOneCounts() {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(400));
        writer.tryAppend(5, KEY, VALUE, List.of());
        writer.setProducer(1, (short) 2, 3);
        writer.setProducer(4, (short) 5, 6);
        writer.setTransactional();

        RecordBatch batch = new RecordBatch().wrap(writer.seal(), 0);

        assertThat(batch.producerId()).isEqualTo(4);
        assertThat(batch.producerEpoch()).isEqualTo((short) 5);
        assertThat(batch.baseSequence()).isEqualTo(6);
        assertThat(batch.isTransactional()).isTrue();
        batch.verifyCrc();
    }

    @Test
    void seal_emptyOrTwice_isAnError() {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(400));
        assertThatThrownBy(writer::seal).isInstanceOf(IllegalStateException.class).hasMessageContaining("without records");
        writer.tryAppend(5, KEY, VALUE, List.of());
        writer.seal();
        assertThatThrownBy(writer::seal).isInstanceOf(IllegalStateException.class).hasMessageContaining("sealed already");
        assertThatThrownBy(() -> writer.tryAppend(5, KEY, VALUE, List.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void new_bufferWithoutRoomForAHeader_isRefused() {
        assertThatThrownBy(() -> new RecordBatchWriter(ByteBuffer.allocate(60))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void recordSizeBytesMax_anyRecord_isNotExceeded() {
        long seed = 20_260_106L;
        for (int round = 0; round < 200; round++) {
            for (RandomRecords.Entry entry : RandomRecords.of(new Random(seed + round)).entries()) {
                RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(100_000));
                writer.tryAppend(0, (byte[]) null, null, List.of());
                int before = writer.sizeBytes();
                writer.tryAppend(entry.timestampMs(), entry.key(), entry.value(), entry.headers());

                int bound = RecordSizes.recordSizeBytesMax(length(entry.key()), length(entry.value()), entry.headers());

                assertThat(writer.sizeBytes() - before).as("seed %d", seed + round).isLessThanOrEqualTo(bound).isGreaterThan(bound - 24);
            }
        }
    }

    @Test
    void batchSizeBytesMax_recordAlone_hasRoomInIt() {
        List<Header> headers = List.of(new Header("hä", VALUE), new Header("null", null));
        int room = RecordSizes.batchSizeBytesMax(KEY.length, VALUE.length, headers);

        assertThat(new RecordBatchWriter(ByteBuffer.allocate(room)).tryAppend(Long.MAX_VALUE, KEY, VALUE, headers)).isTrue();
    }

    @Test
    void seal_compressed_isSmallerAndFreesTheFirstBuffer() {
        ByteBuffer target = ByteBuffer.allocateDirect(10_000);
        RecordBatchWriter writer = new RecordBatchWriter(target);
        while (writer.tryAppend(5, KEY, VALUE, List.of(new Header("h", VALUE)))) {
            // Until it is full.
        }
        CompressionCodec gzip = Codecs.LOOKUP.codec((byte) 1);
        ByteBuffer compressed = ByteBuffer.allocateDirect(writer.sealedSizeBytesMax(gzip) + 7).position(7);

        ByteBuffer sealed = writer.seal(gzip, compressed);
        target.clear().put(new byte[10_000]);

        assertThat(sealed.limit()).isLessThan(2_000);
        assertThat(compressed.position()).isEqualTo(7 + sealed.limit());
        RecordBatch batch = RecordBatches.single(sealed);
        batch.verifyCrc();
        assertThat(new RecordValidator(Codecs.LOOKUP, 10_000).validate(batch)).isEqualTo(5);
    }

    private static int length(byte[] bytes) {
        return bytes == null ? -1 : bytes.length;
    }
}
