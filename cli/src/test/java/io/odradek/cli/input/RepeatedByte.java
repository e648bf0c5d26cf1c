package io.odradek.cli.input;

import java.io.InputStream;
import java.util.Arrays;

/** So many times the same byte. */
final class RepeatedByte extends InputStream {
    private final byte value;
    private long left;

    RepeatedByte(char value, long count) {
        this.value = (byte) value;
        this.left = count;
    }

    @Override
    public int read() {
        return left-- > 0 ? value : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (left <= 0) {
            return -1;
        }
        int count = (int) Math.min(left, length);
        Arrays.fill(target, offset, offset + count, value);
        left -= count;
        return count;
    }
}
