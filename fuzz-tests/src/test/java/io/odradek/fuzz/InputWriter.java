package io.odradek.fuzz;

import java.io.ByteArrayOutputStream;

/** Puts an input together, for the corpus. */
final class InputWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    InputWriter int8(int value) {
        bytes.write(value);
        return this;
    }

    InputWriter int16(int value) {
        return int8(value >> 8).int8(value);
    }

    /** A piece with its length in front. */
    InputWriter piece(byte[] piece) {
        return int16(piece.length).bytes(piece);
    }

    InputWriter bytes(byte[] all) {
        bytes.writeBytes(all);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
