package io.odradek.controller.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.CorruptDataException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CommandCodecTest {
    private static void requireRefused(ByteBuffer bytes, String why) {
        assertThatThrownBy(() -> CommandCodec.decode(bytes)).isInstanceOf(CorruptDataException.class).hasMessageContaining(why);
    }

    @Test
    void decode_otherBytes_saysWhatIsWrong() {
        ByteBuffer sound = CommandCodec.encode(new FormCluster("c"));

        requireRefused(ByteBuffer.allocate(0), "cannot be read");
        requireRefused(ByteBuffer.wrap(new byte[] {99, 0}), "run the newest version");
        requireRefused(ByteBuffer.wrap(new byte[] {-1, 0}), "run the newest version");
        requireRefused(ByteBuffer.wrap(new byte[] {0, 1}), "run the newest version");
        requireRefused(sound.duplicate().limit(sound.limit() - 1), "cannot be read");
        requireRefused(ByteBuffer.allocate(sound.limit() + 1).put(sound).rewind(), "1 bytes behind");
    }
}
