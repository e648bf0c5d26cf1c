package io.odradek.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakRecorderTest {
    @Test
    void findsLeak_bufferLost_isFound() {
        loseBuffer();

        assertThat(LeakRecorder.findsLeak(200)).isTrue();
    }

    private static void loseBuffer() {
        ByteBuf lost = ByteBufAllocator.DEFAULT.directBuffer(1_000);
        assertThat(lost.refCnt()).isEqualTo(1);
    }
}
