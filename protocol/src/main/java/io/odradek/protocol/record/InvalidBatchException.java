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
    private static final int NO_RECORD = -1;

    private final int recordIndex;

    /** An error without a cause. */
    public InvalidBatchException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** An error with the exception behind it. */
    public InvalidBatchException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, cause, NO_RECORD);
    }

    private InvalidBatchException(ErrorCode code, String message, @Nullable Throwable cause, int recordIndex) {
        super(code, message, cause);
        this.recordIndex = recordIndex;
    }

    /** The same of the record at this index of the batch. */
    InvalidBatchException ofRecord(int index) {
        return new InvalidBatchException(code(), String.valueOf(getMessage()), this, index);
    }

    /** Which record of the batch is to blame, from 0 on; −1 when it is the batch itself. */
    public int recordIndex() {
        return recordIndex;
    }
}
