package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import java.util.concurrent.CompletionException;

/** What a client is told of an exception: its code where that may travel, and its message. */
public final class Failures {
    private static final int MESSAGE_LENGTH_MAX = 1000;

    private Failures() {}

    /** The code to answer with. */
    public static ErrorCode code(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof StorageException) {
            return ErrorCode.KAFKA_STORAGE_ERROR;
        }
        if (cause instanceof OdradekException known && known.code().onWire()) {
            return known.code();
        }
        return ErrorCode.UNKNOWN_SERVER_ERROR;
    }

    /** The message to answer with: bounded, because it may quote what a client sent, and an answer must be able to carry it. */
    public static String message(Throwable failure) {
        Throwable cause = cause(failure);
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.length() <= MESSAGE_LENGTH_MAX ? message : message.substring(0, MESSAGE_LENGTH_MAX) + "…";
    }

    /** The exception behind those that futures wrap around it. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
