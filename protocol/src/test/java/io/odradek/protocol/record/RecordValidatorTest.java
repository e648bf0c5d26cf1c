package io.odradek.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.api.Header;
import io.odradek.protocol.wire.Varints;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches from outside that are not what they claim, plain and under every codec. */
class RecordValidatorTest {

    private static final long SEED = Long.getLong("odradek.seed", 20_260_107L);
    private static final int SIZE_BYTES_MAX = 1 << 20;
    private static final int ROUNDS = 400;

    private final RecordValidator validator = new RecordValidator(Codecs.LOOKUP, SIZE_BYTES_MAX);

    // A record in hex: length, attributes, timestamp delta, offset delta, key, value, header count; varints are zigzag, so 0c is 6.
    @ParameterizedTest
    @CsvSource({
        "0c 00 00 02 01 01 00, record.offsetDelta is 1 in record 0",
        "0a 00 00 00 01 01 00, record.length is 5 in record 0",
        "01 00 00 00 01 01 00, record.length is -1 in record 0",
        "0e 00 00 00 01 01 00 00, record.length of record 0 says that it ends 1 bytes further on",
        "0c 00 00 00 03 01 00, record.key claims -2 bytes",
        "0c 00 00 00 06 01 00, record.key claims 3 bytes",
        "0c 00 00 00 01 06 00, record.value claims 3 bytes",
        "0c 00 00 00 01 01 02, record.headerCount is 1 in record 0",
        "0c 00 00 00 01 01 01, record.headerCount is -1 in record 0",
        "10 00 00 00 01 01 02 01 01, record.header.key claims -1 bytes",
        "10 00 00 00 01 01 02 00 06, record.header.value claims 3 bytes",
        "ff ff ff ff 1f 00 00 00,  record.length does not fit into 32 bits",
        "1e 00 80 80 80 80 80 80 80 80 80 02 00 01 01 00, record.timestampDelta does not fit into 64 bits",
        "0c 00 00 00 01 01 00 00, recordCount is 1",
    })
    void validate_recordThatIsNotWhatItClaims_namesTheField(String hex, String complaint) {
        String[] octets = hex.split(" ");
        byte[] records = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            records[i] = (byte) Integer.parseInt(octets[i], 16);
        }

        for (int codecId = 0; codecId <= 4; codecId++) {
            RecordBatch batch = batch(records, 1, codecId);
            assertThatThrownBy(() -> validator.validate(batch))
                    .as("codec %d", codecId)
                    .isInstanceOfSatisfying(
                            InvalidBatchException.class, thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.INVALID_RECORD))
                    .hasMessageContaining(complaint);
        }
    }

    @Test
    void validate_countsThatDisagree_isRefused() {
        byte[] record = {0x0c, 0, 0, 0, 1, 1, 0};

        assertThat(validator.validate(batch(record, 1, 0))).isZero();
        assertThatThrownBy(() -> validator.validate(batch(record, 0, 0))).hasMessageContaining("recordCount is 0");
        assertThatThrownBy(() -> validator.validate(batch(record, 2, 0))).hasMessageContaining("recordCount is 2");
        assertThatThrownBy(() -> validator.validate(batch(record, 2, 1))).hasMessageContaining("behind the end of the records");
        RecordBatch gap = batch(record, 1, 0);
        gap.buffer().putInt(BatchLayout.LAST_OFFSET_DELTA, 5);
        assertThatThrownBy(() -> validator.validate(gap)).hasMessageContaining("lastOffsetDelta is 5, but recordCount is 1");
    }

    @Test
    void validate_maxTimestampStatedWrongly_returnsTheRealOne() {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(1000));
        writer.tryAppend(100, (byte[]) null, null, List.of());
        writer.tryAppend(170, (byte[]) null, null, List.of());
        writer.tryAppend(90, (byte[]) null, null, List.of());
        RecordBatch batch = Codecs.seal(writer, 0);
        batch.setMaxTimestamp(3);

        assertThat(validator.validate(batch)).isEqualTo(170);
        batch.verifyCrc();
    }

    @Test
    void validate_unknownCodec_isRefusedWithItsCode() {
        RecordBatch batch = batch(new byte[] {0x0c, 0, 0, 0, 1, 1, 0}, 1, 0);
        batch.buffer().putShort(BatchLayout.ATTRIBUTES, (short) 6);

        assertThatThrownBy(() -> validator.validate(batch))
                .isInstanceOfSatisfying(
                        InvalidBatchException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void validate_recordsThatBlowUp_stopAtTheLimit(int codecId) {
        // Given: one record of 8 MiB of zeros, a few kilobytes when compressed
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(9 << 20));
        writer.tryAppend(0, null, new byte[8 << 20], List.of());
        RecordBatch batch = Codecs.seal(writer, codecId);

        assertThatThrownBy(() -> validator.validate(batch))
                .isInstanceOfSatisfying(
                        InvalidBatchException.class, thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE));
        assertThat(new RecordValidator(Codecs.LOOKUP, 9 << 20).validate(batch)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void validate_manyBatchesThatBlowUp_stopAtTheBudget(int codecId) {
        // Given: each alone is within the limit, two of them are not within the budget
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(2 << 20));
        writer.tryAppend(0, null, new byte[900_000], List.of());
        RecordBatch batch = Codecs.seal(writer, codecId);
        RecordValidator generous = new RecordValidator(Codecs.LOOKUP, 1 << 20);
        DecompressionBudget budget = new DecompressionBudget(1_500_000);

        // When, then
        assertThat(generous.validate(batch, budget)).isZero();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> generous.validate(batch, budget))
                    .isInstanceOfSatisfying(
                            InvalidBatchException.class, thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE));
        }
        assertThat(generous.validate(batch)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void validate_manySmallRecordsThatBlowUp_stopAtTheLimit(int codecId) {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(3 << 20));
        while (writer.tryAppend(0, (byte[]) null, null, List.of())) {
            // Until it is full.
        }
        RecordBatch batch = Codecs.seal(writer, codecId);

        assertThatThrownBy(() -> validator.validate(batch))
                .isInstanceOfSatisfying(
                        InvalidBatchException.class, thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void readAndValidate_recordsCutAtAnyByte_areInvalid(int codecId) {
        ByteBuffer whole = randomBatch(new Random(SEED), codecId).bytes();
        for (int size = RecordBatch.HEADER_SIZE_BYTES; size < whole.limit(); size++) {
            ByteBuffer cut = ByteBuffer.allocate(size).put(whole.duplicate().limit(size)).flip();
            cut.putInt(BatchLayout.LENGTH, size - BatchLayout.OVERHEAD);
            RecordBatch batch = new RecordBatch().wrap(cut, 0);

            boolean read = passes(() -> readAll(batch), size);
            boolean valid = passes(() -> validator.validate(batch), size);

            // The last bytes of a compressed stream may be a checksum that a codec does not wait for.
            if (codecId == 0) {
                assertThat(read || valid).as("seed %d, cut to %d", SEED, size).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void readAndValidate_corruptedRecords_endInBoundedTimeAndMemory(int codecId) {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            RecordBatch batch = randomBatch(random, codecId);
            ByteBuffer bytes = batch.buffer();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                int at = BatchLayout.LAST_OFFSET_DELTA + random.nextInt(bytes.limit() - BatchLayout.LAST_OFFSET_DELTA);
                bytes.put(at, random.nextBoolean() ? (byte) random.nextInt() : (byte) 0xFF);
            }

            passes(() -> readAll(batch), SEED + round);
            passes(() -> validator.validate(batch), SEED + round);
        }
    }

    @Test
    void read_keyThatClaimsGigabytes_takesNoMemoryForThem() {
        // Given: a compressed record whose length and key claim 1 GiB, with nothing behind them
        ByteBuffer claim = ByteBuffer.allocate(32);
        Varints.put(claim, (1 << 30) + 16);
        claim.put(new byte[] {0, 0, 0});
        Varints.put(claim, 1 << 30);
        byte[] records = new byte[claim.position()];
        claim.flip().get(records);
        RecordBatch batch = batch(records, 1, 1);

        try (RecordReader reader = new RecordReader(batch, Codecs.LOOKUP, Integer.MAX_VALUE)) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(InvalidBatchException.class)
                    .hasMessageContaining("record.key goes on behind the end of the records");
        }
    }

    private static boolean passes(Runnable walk, long seed) {
        try {
            walk.run();
            return true;
        } catch (InvalidBatchException refused) {
            return false;
        } catch (RuntimeException | Error other) {
            throw new AssertionError("seed " + seed + ": " + other, other);
        }
    }

    private static void readAll(RecordBatch batch) {
        try (RecordReader reader = new RecordReader(batch, Codecs.LOOKUP, SIZE_BYTES_MAX)) {
            while (reader.next()) {
                assertThat(reader.headers()).isNotNull();
            }
        }
    }

    private static RecordBatch randomBatch(Random random, int codecId) {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(8_000));
        for (int i = 1 + random.nextInt(10); i > 0; i--) {
            byte[] value = new byte[random.nextInt(60)];
            random.nextBytes(value);
            writer.tryAppend(random.nextInt(1000), new byte[random.nextInt(20)], value, List.of(new Header("h", value)));
        }
        return Codecs.seal(writer, codecId);
    }

    /** A batch with these bytes as its records, whatever they are. */
    private static RecordBatch batch(byte[] records, int recordCount, int codecId) {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(200));
        writer.tryAppend(0, (byte[]) null, null, List.of());
        ByteBuffer header = writer.seal();
        ByteBuffer body = ByteBuffer.wrap(records);
        if (codecId != 0) {
            ByteBuffer compressed = ByteBuffer.allocate(Codecs.LOOKUP.codec((byte) codecId).compressedSizeBytesMax(records.length));
            Codecs.LOOKUP.codec((byte) codecId).compress(body, compressed);
            body = compressed.flip();
        }
        ByteBuffer bytes = ByteBuffer.allocate(RecordBatch.HEADER_SIZE_BYTES + body.remaining());
        bytes.put(header.limit(RecordBatch.HEADER_SIZE_BYTES)).put(body).flip();
        bytes.putInt(BatchLayout.LENGTH, bytes.limit() - BatchLayout.OVERHEAD);
        bytes.putShort(BatchLayout.ATTRIBUTES, (short) codecId);
        bytes.putInt(BatchLayout.RECORD_COUNT, recordCount);
        bytes.putInt(BatchLayout.LAST_OFFSET_DELTA, recordCount - 1);
        return new RecordBatch().wrap(bytes, 0);
    }
}
