package io.odradek.protocol.record;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are not a record batch that can be taken: the message names the field and where it stands, the code is the one to answer with.
 *
 * <p>Immutable. Only the batch is refused; the frame around it was sound, so its connection lives on.
 */
public final class InvalidBatchException extends OdradekException {

    private static final long serialVersionUID = 1L;

    /** An error without a cause. */
    public InvalidBatchException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** An error with the exception behind it. */
    public InvalidBatchException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
