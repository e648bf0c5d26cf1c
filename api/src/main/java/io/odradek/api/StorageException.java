package io.odradek.api;

import org.jspecify.annotations.Nullable;

/**
 * A storage that is full, failed, locked by another process or damaged: the message names the file and what to do.
 *
 * <p>Immutable.
 */
public final class StorageException extends OdradekException {
    /** An error without a cause. */
    public StorageException(String message) {
        this(message, null);
    }

    /** An error with the exception behind it. */
    public StorageException(String message, @Nullable Throwable cause) {
        super(ErrorCode.STORAGE_FAULT, message, cause);
    }
}
