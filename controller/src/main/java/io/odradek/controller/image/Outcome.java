package io.odradek.controller.image;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;

/**
 * What became of a committed command.
 *
 * <p>Immutable.
 *
 * @param error {@link ErrorCode#NONE} when it changed what it was to change
 * @param reason a sentence where there is an error, else empty
 * @param value a number that the command asked for: a broker's epoch, the first of a block of producer ids; else 0
 */
public record Outcome(ErrorCode error, String reason, long value) {
    private static final Outcome DONE = new Outcome(ErrorCode.NONE, "", 0);

    /** It is done. */
    public static Outcome done() {
        return DONE;
    }

    /** It is done, and gives a number. */
    public static Outcome done(long value) {
        return new Outcome(ErrorCode.NONE, "", value);
    }

    /** It changed nothing. */
    public static Outcome refused(ErrorCode error, String reason) {
        return new Outcome(error, reason, 0);
    }

    /** Whether it is done. */
    public boolean isDone() {
        return error == ErrorCode.NONE;
    }

    /** The error as an exception. */
    public OdradekException exception() {
        return new OdradekException(error, reason);
    }
}
