package io.odradek.broker;

import java.util.concurrent.CompletionException;

/** Finds the exception behind those that futures wrap around it. */
final class Failure {
    private Failure() {}

    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
