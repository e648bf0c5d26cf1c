package io.odradek.testkit.world;

import io.odradek.spi.runtime.RandomSource;
import java.util.List;

/**
 * Draws choices.
 *
 * <p>Caller synchronises, as for the order of draws.
 */
public record Draw(RandomSource random) {
    public int between(int min, int max) {
        return min + random.nextInt(max - min + 1);
    }

    public long between(long min, long max) {
        return min + Math.floorMod(random.nextLong(), max - min + 1);
    }

    public boolean chance(double chance) {
        return random.nextDouble() < chance;
    }

    @SafeVarargs
    public final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits = i % Long.BYTES == 0 ? random.nextLong() : bits >>> Byte.SIZE;
            bytes[i] = (byte) bits;
        }
        return bytes;
    }
}
