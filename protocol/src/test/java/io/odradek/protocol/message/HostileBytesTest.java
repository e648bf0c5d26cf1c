package io.odradek.protocol.message;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.protocol.wire.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come in, a decoder ends, within bounded memory, with a message or with {@link MalformedMessageException}. */
class HostileBytesTest {

    private static final long SEED = Long.getLong("odradek.seed", 20_260_102L);
    private static final int ROUNDS = 60;

    static Stream<Arguments> versions() {
        return EveryVersion.sharedWithKafka();
    }

    @ParameterizedTest(name = "{0} v{1}")
    @MethodSource("versions")
    void decode_cutAtAnyByte_isMalformed(EveryVersion.Named named, short version) {
        // Given
        ByteBuffer whole = KafkaMessages.bytes(KafkaMessages.random(named.name(), version, new Random(SEED)), version);

        for (int size = 0; size < whole.limit(); size++) {
            ByteBuffer cut = whole.slice(0, size);

            // When, then
            assertThatThrownBy(() -> named.type().decode(cut, version))
                    .as("seed %d, cut to %d of %d bytes", SEED, size, whole.limit())
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessageContaining(named.name() + " version " + version);
        }
    }

    @ParameterizedTest(name = "{0} v{1}")
    @MethodSource("versions")
    void decode_oneByteTooMany_isMalformed(EveryVersion.Named named, short version) {
        ByteBuffer whole = KafkaMessages.bytes(KafkaMessages.random(named.name(), version, new Random(SEED)), version);
        ByteBuffer longer = ByteBuffer.allocate(whole.limit() + 1).put(whole).rewind();

        assertThatThrownBy(() -> named.type().decode(longer, version))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("followed by 1 bytes");
    }

    @ParameterizedTest(name = "{0} v{1}")
    @MethodSource("versions")
    void decode_corruptedBytes_endsWithAMessageOrAsMalformed(EveryVersion.Named named, short version) {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Random random = new Random(SEED + round);
            ByteBuffer bytes = KafkaMessages.bytes(KafkaMessages.random(named.name(), version, random), version);
            for (int i = bytes.limit() == 0 ? 0 : 1 + random.nextInt(4); i > 0; i--) {
                bytes.put(random.nextInt(bytes.limit()), random.nextBoolean() ? (byte) random.nextInt() : (byte) 0xFF);
            }

            // When, then
            decodeOrRefuse(named.type(), bytes, version, SEED + round);
        }
    }

    @ParameterizedTest(name = "{0} v{1}")
    @MethodSource("versions")
    void decode_noise_endsWithAMessageOrAsMalformed(EveryVersion.Named named, short version) {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);

            decodeOrRefuse(named.type(), ByteBuffer.wrap(noise), version, SEED + round);
        }
    }

    @Test
    void requestHeader_cutAtAnyByte_isMalformed() {
        for (short version = 1; version <= 2; version++) {
            ByteBuffer whole = KafkaMessages.bytes(KafkaMessages.random("RequestHeader", version, new Random(SEED)), version);
            for (int size = 0; size < whole.limit(); size++) {
                ByteBuffer cut = whole.slice(0, size);
                short headerVersion = version;
                assertThatThrownBy(() -> RequestHeader.decode(cut, headerVersion)).isInstanceOf(MalformedMessageException.class);
                if (size < RequestHeader.FIXED_SIZE_BYTES) {
                    assertThatThrownBy(() -> RequestHeader.peek(cut)).isInstanceOf(MalformedMessageException.class);
                }
            }
        }
    }

    private static void decodeOrRefuse(MessageType<?> type, ByteBuffer bytes, short version, long seed) {
        try {
            type.decode(bytes, version);
        } catch (MalformedMessageException refused) {
            // One of the two permitted ends.
        } catch (RuntimeException | Error other) {
            throw new AssertionError("seed " + seed + ": " + other, other);
        }
    }
}
