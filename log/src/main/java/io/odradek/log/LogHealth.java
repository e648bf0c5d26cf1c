package io.odradek.log;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the log takes appends: not any more once its storage failed.
 *
 * <p>Confined to the log's event loop.
 */
final class LogHealth {
    private static final Logger LOG = LoggerFactory.getLogger(LogHealth.class);

    private final String folder;
    private final LogListener listener;
    private @Nullable OdradekException failure;
    private boolean closed;

    LogHealth(String folder, LogListener listener) {
        this.folder = folder;
        this.listener = listener;
    }

    /** Storage failed in a way after which nothing it says of later writes can be believed. */
    void fail(String doing, Throwable cause) {
        if (failure != null) {
            return;
        }
        OdradekException told = new OdradekException(
                ErrorCode.KAFKA_STORAGE_ERROR,
                "The log " + folder + " takes no more records: " + doing + " failed (" + reasonOf(cause)
                        + "). Repair the storage and start the broker again",
                cause);
        failure = told;
        LOG.error("{}", told.getMessage(), cause);
        listener.failed(told);
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    Optional<OdradekException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Why nothing can be changed; empty when it can. */
    Optional<OdradekException> hindrance() {
        return closed && failure == null
                ? Optional.of(new OdradekException(ErrorCode.KAFKA_STORAGE_ERROR, "The log " + folder + " is closed"))
                : Optional.ofNullable(failure);
    }

    /** Why nothing can be appended; empty when it can. */
    Optional<AppendResult> refusal() {
        return hindrance().map(why -> new AppendResult.Refused(why.code(), String.valueOf(why.getMessage())));
    }

    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    static String reasonOf(Throwable failure) {
        Throwable cause = unwrap(failure);
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
