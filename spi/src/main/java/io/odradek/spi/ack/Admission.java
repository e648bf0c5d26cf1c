package io.odradek.spi.ack;

import io.odradek.api.ErrorCode;

/**
 * Whether a partition may append.
 *
 * <p>Immutable.
 */
public sealed interface Admission {
    /** Yes. */
    record Admitted() implements Admission {}

    /**
     * No.
     *
     * @param error what the producer is told
     * @param reason a sentence with the numbers
     */
    record Refused(ErrorCode error, String reason) implements Admission {}

    /** Yes. */
    static Admission admitted() {
        return new Admitted();
    }
}
