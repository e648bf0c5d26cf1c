package io.odradek.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Header;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The quick walk and the exact one never disagree. */
class QuickWalkTest {
    private static final long SEED = Long.getLong("odradek.seed", 20_260_611L);
    private static final int ROUNDS = 20_000;

    private final RecordValidator validator = new RecordValidator(Codecs.LOOKUP, 1 << 20);
    private final Random random = new Random(SEED);

    @Test
    void maxTimestampDelta_ofSoundRecords_isSure() {
        // Given
        RecordBatch batch = batch();

        // When, Then
        assertThat(batch.baseTimestampMs() + QuickWalk.maxTimestampDeltaMs(batch.recordBytes(), batch.recordCount()))
                .as("seed %d", SEED)
                .isEqualTo(validator.walkExactly(batch));
    }

    @Test
    void maxTimestampDelta_ofDamagedRecords_isWhatTheExactWalkSays() {
        int soundCount = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            RecordBatch batch = batch();
            ByteBuffer records = batch.recordBytes();
            for (int damages = random.nextInt(3); damages > 0; damages--) {
                records.put(random.nextInt(records.limit()), damage());
            }

            // When
            long quick = QuickWalk.maxTimestampDeltaMs(records, batch.recordCount());

            // Then
            long exact = exactDelta(batch);
            assertThat(quick).as("seed %d, round %d", SEED, round).isEqualTo(exact);
            soundCount += quick == QuickWalk.UNSURE ? 0 : 1;
        }
        assertThat(soundCount).as("seed %d", SEED).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    private byte damage() {
        byte[] telling = {0, 1, 2, 3, -1, -128, 127};
        return random.nextBoolean() ? telling[random.nextInt(telling.length)] : (byte) random.nextInt();
    }

    private long exactDelta(RecordBatch batch) {
        try {
            return validator.walkExactly(batch) - batch.baseTimestampMs();
        } catch (InvalidBatchException unsound) {
            return QuickWalk.UNSURE;
        }
    }

    private RecordBatch batch() {
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(64 * 1024));
        int recordCount = 1 + random.nextInt(5);
        for (int i = 0; i < recordCount; i++) {
            byte[] key = random.nextBoolean() ? null : new byte[random.nextInt(4)];
            byte[] value = random.nextInt(4) == 0 ? null : new byte[random.nextInt(random.nextInt(20) == 0 ? 9000 : 80)];
            List<Header> headers = random.nextInt(3) == 0 ? List.of(new Header("h", new byte[random.nextInt(3)])) : List.of();
            writer.tryAppend(1_000_000 + random.nextInt(100_000), key, value, headers);
        }
        return Codecs.seal(writer, 0);
    }
}
