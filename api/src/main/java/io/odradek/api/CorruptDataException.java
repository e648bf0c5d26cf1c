package io.odradek.api;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that do not have the form they must have: the message names the field and where it stands.
 *
 * <p>Immutable.
 */
public final class CorruptDataException extends OdradekException {
    /** An error without a cause. */
    public CorruptDataException(String message) {
        this(message, null);
    }

    /** An error with the exception behind it. */
    public CorruptDataException(String message, @Nullable Throwable cause) {
        super(ErrorCode.MALFORMED_INPUT, message, cause);
    }
}
