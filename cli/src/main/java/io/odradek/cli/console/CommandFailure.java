package io.odradek.cli.console;

import org.jspecify.annotations.Nullable;

/**
 * The end of a command that could not do its work: one sentence for a person, and the exit code.
 *
 * <p>Immutable.
 */
public final class CommandFailure extends RuntimeException {
    private final int exitCode;

    private CommandFailure(int exitCode, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** The command line is at fault. */
    public static CommandFailure usage(String sentence) {
        return new CommandFailure(ExitCode.USAGE, sentence, null);
    }

    /** The command line is at fault, as {@code cause} found out. */
    public static CommandFailure usage(String sentence, Throwable cause) {
        return new CommandFailure(ExitCode.USAGE, sentence, cause);
    }

    /** The work could not be done, or not to its end. */
    public static CommandFailure failed(String sentence) {
        return new CommandFailure(ExitCode.FAILED, sentence, null);
    }

    /** The work could not be done, or not to its end, because of {@code cause}. */
    public static CommandFailure failed(String sentence, Throwable cause) {
        return new CommandFailure(ExitCode.FAILED, sentence, cause);
    }

    /** The code that the command ends with, one of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
