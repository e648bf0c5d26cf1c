package io.odradek.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Changes inputs as damage and malice do. */
final class Mutation {
    private static final byte[] EDGES = {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF, (byte) 0xFE};
    private static final int CHANGE_COUNT_MAX = 4;

    private Mutation() {}

    /** A changed copy. */
    static byte[] of(byte[] input, Random random) {
        byte[] changed = input.clone();
        for (int left = 1 + random.nextInt(CHANGE_COUNT_MAX); left > 0; left--) {
            changed = changed.length == 0 ? new byte[] {(byte) random.nextInt()} : once(changed, random);
        }
        return changed;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = EDGES[random.nextInt(EDGES.length)];
            case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), EDGES[random.nextInt(EDGES.length)]);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return spliced(bytes, at, new byte[1 + random.nextInt(8)], 0);
            }
            case 5 -> {
                return spliced(bytes, at, new byte[0], Math.min(bytes.length - at, 1 + random.nextInt(8)));
            }
            default -> {
                byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(32)));
                return spliced(bytes, random.nextInt(bytes.length), piece, 0);
            }
        }
        return bytes;
    }

    /** With a piece put in, and some bytes behind it left out. */
    private static byte[] spliced(byte[] bytes, int at, byte[] piece, int leftOut) {
        byte[] spliced = new byte[bytes.length + piece.length - leftOut];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(piece, 0, spliced, at, piece.length);
        System.arraycopy(bytes, at + leftOut, spliced, at + piece.length, bytes.length - at - leftOut);
        return spliced;
    }
}
