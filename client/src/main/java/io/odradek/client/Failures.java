package io.odradek.client;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Finds the error with a code behind what a future was failed with. Thread-safe. */
public final class Failures {
    private Failures() {}

    /** The cause behind the wrappers that futures put around it. */
    public static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The same as an error of ours; what has no code becomes {@link ErrorCode#UNKNOWN_SERVER_ERROR}. */
    public static OdradekException asOdradek(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        return cause instanceof OdradekException ours
                ? ours
                : new OdradekException(ErrorCode.UNKNOWN_SERVER_ERROR, "unexpected " + cause, cause);
    }
}
