package io.odradek.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Header;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our batches read by Kafka's classes and Kafka's batches read by ours, under every codec. */
class KafkaBatchesTest {

    private static final long SEED = Long.getLong("odradek.seed", 20_260_105L);
    private static final int ROUNDS = 40;
    private static final int SIZE_BYTES_MAX = 4 << 20;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void writer_anyRecords_areReadByKafka(int codecId) {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Random random = new Random(SEED + round);
            RandomRecords records = RandomRecords.of(random);
            RecordBatchWriter writer = write(records, random.nextBoolean());
            writer.setProducer(7, (short) 3, 12);

            // When
            io.odradek.protocol.record.RecordBatch ours = Codecs.seal(writer, codecId);
            ours.setBaseOffset(1000);
            ours.setPartitionLeaderEpoch(5);

            // Then
            Iterator<MutableRecordBatch> batches = MemoryRecords.readableRecords(ours.bytes()).batches().iterator();
            MutableRecordBatch kafkas = batches.next();
            kafkas.ensureValid();
            assertThat(batches.hasNext()).isFalse();
            assertSameHeader(ours, kafkas);
            Iterator<RandomRecords.Entry> expected = records.entries().iterator();
            long offset = 1000;
            for (Record record : kafkas) {
                record.ensureValid();
                RandomRecords.Entry entry = expected.next();
                assertThat(record.offset()).isEqualTo(offset++);
                assertThat(record.timestamp()).isEqualTo(entry.timestampMs());
                assertThat(record.key()).as("seed %d", SEED + round).isEqualTo(wrap(entry.key()));
                assertThat(record.value()).isEqualTo(wrap(entry.value()));
                assertThat(headers(record)).isEqualTo(entry.headers());
            }
            assertThat(expected.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void reader_kafkasBatch_givesKafkasRecords(int codecId) {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            RandomRecords records = RandomRecords.of(new Random(SEED + round));
            MemoryRecords kafkas = kafkasBatch(records, codecId, TimestampType.CREATE_TIME);
            ByteBuffer bytes = ByteBuffer.allocateDirect(kafkas.sizeInBytes()).put(kafkas.buffer().duplicate()).flip();

            // When
            io.odradek.protocol.record.RecordBatch ours = RecordBatches.single(bytes);

            // Then
            ours.verifyCrc();
            assertSameHeader(ours, kafkas.batches().iterator().next());
            assertThat(new RecordValidator(Codecs.LOOKUP, SIZE_BYTES_MAX).validate(ours)).isEqualTo(ours.maxTimestampMs());
            try (RecordReader reader = new RecordReader(ours, Codecs.LOOKUP, SIZE_BYTES_MAX)) {
                long offset = 500;
                for (RandomRecords.Entry entry : records.entries()) {
                    assertThat(reader.next()).isTrue();
                    assertThat(reader.offset()).isEqualTo(offset++);
                    assertThat(reader.timestampMs()).isEqualTo(entry.timestampMs());
                    assertThat(reader.key()).as("seed %d", SEED + round).isEqualTo(wrap(entry.key()));
                    assertThat(reader.value()).isEqualTo(wrap(entry.value()));
                    assertThat(reader.headers()).isEqualTo(entry.headers());
                }
                assertThat(reader.next()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writer_sameRecords_givesKafkasBytes(boolean buffers) {
        for (int round = 0; round < ROUNDS; round++) {
            RandomRecords records = RandomRecords.of(new Random(SEED + round));
            RecordBatchWriter writer = write(records, buffers);
            writer.setProducer(9, (short) 1, 77);

            io.odradek.protocol.record.RecordBatch ours = Codecs.seal(writer, 0);
            ours.setBaseOffset(500);

            assertThat(ours.bytes()).as("seed %d", SEED + round)
                    .isEqualTo(kafkasBatch(records, 0, TimestampType.CREATE_TIME).buffer());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void setLogAppendTime_sealedBatch_isKafkasAppendTime(int codecId) {
        // Given
        RandomRecords records = RandomRecords.of(new Random(SEED));
        io.odradek.protocol.record.RecordBatch ours = Codecs.seal(write(records, false), codecId);

        // When
        ours.setLogAppendTime(1_800_000_000_000L);
        ours.setProducer(3, (short) 4, 5);

        // Then
        MutableRecordBatch kafkas = MemoryRecords.readableRecords(ours.bytes()).batches().iterator().next();
        kafkas.ensureValid();
        ours.verifyCrc();
        assertSameHeader(ours, kafkas);
        assertThat(kafkas.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(ours.timestampType()).isEqualTo(io.odradek.protocol.record.TimestampType.LOG_APPEND_TIME);
        assertThat(kafkas).allSatisfy(record -> assertThat(record.timestamp()).isEqualTo(1_800_000_000_000L));
        try (RecordReader reader = new RecordReader(ours, Codecs.LOOKUP, SIZE_BYTES_MAX)) {
            while (reader.next()) {
                assertThat(reader.timestampMs()).isEqualTo(1_800_000_000_000L);
            }
        }
    }

    private static RecordBatchWriter write(RandomRecords records, boolean buffers) {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocateDirect(SIZE_BYTES_MAX));
        for (RandomRecords.Entry entry : records.entries()) {
            boolean fits = buffers
                    ? writer.tryAppend(entry.timestampMs(), wrap(entry.key()), wrap(entry.value()), entry.headers())
                    : writer.tryAppend(entry.timestampMs(), entry.key(), entry.value(), entry.headers());
            assertThat(fits).isTrue();
        }
        return writer;
    }

    private static MemoryRecords kafkasBatch(RandomRecords records, int codecId, TimestampType timestampType) {
        try (MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(1024),
                RecordBatch.MAGIC_VALUE_V2,
                Compression.of(CompressionType.forId(codecId)).build(),
                timestampType,
                500,
                -1,
                9,
                (short) 1,
                77)) {
            for (RandomRecords.Entry entry : records.entries()) {
                RecordHeader[] headers = entry.headers().stream()
                        .map(header -> new RecordHeader(header.key(), header.value()))
                        .toArray(RecordHeader[]::new);
                builder.append(entry.timestampMs(), entry.key(), entry.value(), headers);
            }
            return builder.build();
        }
    }

    private static void assertSameHeader(io.odradek.protocol.record.RecordBatch ours, RecordBatch kafkas) {
        assertThat(ours.baseOffset()).isEqualTo(kafkas.baseOffset());
        assertThat(ours.lastOffset()).isEqualTo(kafkas.lastOffset());
        assertThat(ours.sizeBytes()).isEqualTo(kafkas.sizeInBytes());
        assertThat(ours.partitionLeaderEpoch()).isEqualTo(kafkas.partitionLeaderEpoch());
        assertThat(ours.magic()).isEqualTo(kafkas.magic());
        assertThat(Integer.toUnsignedLong(ours.crc())).isEqualTo(kafkas.checksum());
        assertThat((int) ours.codecId()).isEqualTo(kafkas.compressionType().id);
        assertThat(ours.isTransactional()).isEqualTo(kafkas.isTransactional());
        assertThat(ours.isControl()).isEqualTo(kafkas.isControlBatch());
        assertThat(ours.maxTimestampMs()).isEqualTo(kafkas.maxTimestamp());
        assertThat(ours.producerId()).isEqualTo(kafkas.producerId());
        assertThat(ours.producerEpoch()).isEqualTo(kafkas.producerEpoch());
        assertThat(ours.baseSequence()).isEqualTo(kafkas.baseSequence());
        assertThat(ours.recordCount()).isEqualTo(kafkas.countOrNull());
    }

    private static List<Header> headers(Record record) {
        List<Header> headers = new ArrayList<>();
        Arrays.stream(record.headers()).forEach(header -> headers.add(new Header(header.key(), header.value())));
        return headers;
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
