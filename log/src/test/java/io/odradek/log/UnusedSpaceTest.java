package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnusedSpaceTest {
    private static final String FILE = "00000000000000000000.log";
    private static final int SIZE_BYTES = 200_000;

    private final LogWorld world = new LogWorld(1);

    private boolean reachesFrom(ByteBuffer content, long positionBytes) {
        world.replace(FILE, content);
        return world.inFolder(folder ->
                folder.open(FILE).thenCompose(file -> new UnusedSpace(file).reachesFrom(positionBytes)));
    }

    @Test
    void reachesFrom_zerosToTheEnd_isTrueWhateverStandsBefore() {
        ByteBuffer content = ByteBuffer.allocate(SIZE_BYTES).put(99, (byte) 1);

        assertThat(reachesFrom(content, 100)).isTrue();
        assertThat(reachesFrom(content, 99)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 65_635, 65_636, SIZE_BYTES - 1})
    void reachesFrom_oneOtherByteAnywhere_isFalse(int position) {
        assertThat(reachesFrom(ByteBuffer.allocate(SIZE_BYTES).put(position, (byte) 1), 100)).isFalse();
    }

    @Test
    void reachesFrom_theEnd_isTrue() {
        assertThat(reachesFrom(ByteBuffer.allocate(10).put(9, (byte) 1), 10)).isTrue();
    }
}
