package io.odradek.api;

import org.jspecify.annotations.Nullable;

/**
 * A connection that could not be opened or used: the message names the address and the reason.
 *
 * <p>Immutable.
 */
public final class ConnectionException extends OdradekException {
    /** An error without a cause. */
    public ConnectionException(String message) {
        this(message, null);
    }

    /** An error with the exception behind it. */
    public ConnectionException(String message, @Nullable Throwable cause) {
        super(ErrorCode.CONNECTION_FAILED, message, cause);
    }
}
