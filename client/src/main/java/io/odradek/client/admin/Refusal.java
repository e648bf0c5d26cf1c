package io.odradek.client.admin;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds in an answer that something was not done, and why. Thread-safe. */
final class Refusal {
    private Refusal() {}

    /**
     * The error that a code stands for; empty when it stands for none.
     *
     * @param what what was not done, as the beginning of a sentence
     * @param message what the broker says of it, if anything
     */
    static Optional<OdradekException> in(String what, short code, @Nullable String message) {
        ErrorCode error = ErrorCode.of(code);
        if (error == ErrorCode.NONE) {
            return Optional.empty();
        }
        String why = message == null || message.isBlank() ? error.words() : error.words() + ": " + message;
        return Optional.of(new OdradekException(error, what + ": " + why));
    }
}
