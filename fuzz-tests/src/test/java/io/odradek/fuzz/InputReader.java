package io.odradek.fuzz;

import java.nio.ByteBuffer;

/** Takes an input apart; where it ends, numbers are zero and bytes are none, so that every input means something. */
final class InputReader {
    private final ByteBuffer input;

    InputReader(byte[] input) {
        this.input = ByteBuffer.wrap(input);
    }

    boolean hasMore() {
        return input.hasRemaining();
    }

    /** From 0 to 255. */
    int int8() {
        return input.hasRemaining() ? input.get() & 0xFF : 0;
    }

    /** From 0 to 65,535. */
    int int16() {
        return int8() << 8 | int8();
    }

    /** A piece with its length in front, as far as it is there. */
    byte[] piece() {
        byte[] piece = new byte[Math.min(int16(), input.remaining())];
        input.get(piece);
        return piece;
    }

    /** A writable copy of what is left. */
    ByteBuffer rest() {
        ByteBuffer rest = ByteBuffer.allocate(input.remaining());
        rest.put(input);
        return rest.flip();
    }
}
