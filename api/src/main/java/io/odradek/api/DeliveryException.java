package io.odradek.api;

import org.jspecify.annotations.Nullable;

/**
 * A record that was not delivered: why, to which partition, and whether it may nevertheless be in the log.
 *
 * <p>Immutable.
 */
public class DeliveryException extends OdradekException {
    private final Persistence persistence;

    /** A failed delivery; {@code cause} is the error behind it when there is one. */
    public DeliveryException(ErrorCode code, Persistence persistence, String message, @Nullable Throwable cause) {
        super(code, message, cause);
        this.persistence = persistence;
    }

    /** Whether the record may be in the log all the same. */
    public final Persistence persistence() {
        return persistence;
    }
}
