package io.odradek.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.common.utils.ByteUtils;
import org.junit.jupiter.api.Test;

/** Varints against Kafka's, UTF-8 against the JDK's. */
class PrimitivesTest {

    private static final long SEED = Long.getLong("odradek.seed", 20_260_103L);

    @Test
    void varints_anyNumber_areKafkas() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            int number = random.nextInt() >> random.nextInt(32);
            long wide = random.nextLong() >> random.nextInt(64);
            ByteBuffer ours = ByteBuffer.allocate(20);
            ByteBuffer kafkas = ByteBuffer.allocate(20);

            Varints.putUnsigned(ours, number);
            Varints.put(ours, number);
            int positionOfWide = ours.position();
            Varints.put(ours, wide);
            ByteUtils.writeUnsignedVarint(number, kafkas);
            ByteUtils.writeVarint(number, kafkas);
            ByteUtils.writeVarlong(wide, kafkas);

            assertThat(Varints.sizeBytesUnsigned(number) + Varints.sizeBytes(number)).isEqualTo(positionOfWide);
            assertThat(Varints.sizeBytes(wide)).isEqualTo(ours.position() - positionOfWide);
            assertThat(ours.flip()).as("seed %d: %d, %d", SEED, number, wide).isEqualTo(kafkas.flip());
        }
    }

    @Test
    void utf8_anyString_isTheJdks() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            // Unpaired surrogates are among them.
            char[] chars = new char[random.nextInt(6)];
            for (int at = 0; at < chars.length; at++) {
                chars[at] = (char) switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(0x80);
                    case 1 -> random.nextInt(0x800);
                    case 2 -> 0xD800 + random.nextInt(0x800);
                    default -> random.nextInt(0x10000);
                };
            }
            String text = new String(chars);
            byte[] expected = text.getBytes(StandardCharsets.UTF_8);

            int sizeBytes = Utf8.sizeBytes(text);
            ByteBuffer ours = ByteBuffer.allocate(sizeBytes);
            Utf8.put(ours, text, sizeBytes);

            assertThat(ours.array()).as("seed %d, round %d", SEED, i).isEqualTo(expected);
            assertThat(Utf8.get(ours.flip(), sizeBytes)).isEqualTo(new String(expected, StandardCharsets.UTF_8));
        }
    }
}
