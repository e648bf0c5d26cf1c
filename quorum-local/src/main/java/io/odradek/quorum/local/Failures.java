package io.odradek.quorum.local;

import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import java.util.concurrent.CompletionException;

/** What a failed future failed with. */
final class Failures {
    private Failures() {}

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The failure as one of ours. */
    static OdradekException explained(String doing, Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof OdradekException ours ? ours : new StorageException(doing + " failed: " + cause, cause);
    }
}
