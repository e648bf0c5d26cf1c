package io.odradek.cli.input;

import io.odradek.cli.console.CommandFailure;
import java.util.Arrays;

/** Bytes of one record, gathered up to a limit. Confined to one thread. */
final class ByteCollector {
    /** More than any broker takes by default, so that a record that is only too large for the broker still reaches the producer. */
    static final int RECORD_SIZE_BYTES_MAX = 64 * 1024 * 1024;

    private byte[] bytes = new byte[1024];
    private int sizeBytes;

    void clear() {
        sizeBytes = 0;
    }

    void append(int value, String inputName, long firstLine) {
        if (sizeBytes == bytes.length) {
            if (sizeBytes == RECORD_SIZE_BYTES_MAX) {
                throw CommandFailure.failed(inputName + ", line " + firstLine + ": the record that begins here is longer than "
                        + RECORD_SIZE_BYTES_MAX + " bytes; is a closing quote or a line end missing?");
            }
            bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, RECORD_SIZE_BYTES_MAX));
        }
        bytes[sizeBytes++] = (byte) value;
    }

    int sizeBytes() {
        return sizeBytes;
    }

    byte at(int index) {
        return bytes[index];
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
