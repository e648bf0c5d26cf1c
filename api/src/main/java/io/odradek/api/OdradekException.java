package io.odradek.api;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything Odradek throws: a sentence for a person, and an {@link ErrorCode} for a program.
 *
 * <p>Immutable.
 */
public class OdradekException extends RuntimeException {
    private final ErrorCode code;

    /** An error without a cause. */
    public OdradekException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** An error with the exception behind it. */
    public OdradekException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What kind of error this is. */
    public final ErrorCode code() {
        return code;
    }
}
