package io.odradek.cli.console;

/**
 * The codes that a command ends with.
 *
 * <p>Immutable.
 */
public final class ExitCode {
    /** Everything was done. */
    public static final int DONE = 0;
    /** Something could not be done, or some record was not delivered. */
    public static final int FAILED = 1;
    /** The command line asks for what does not exist or cannot be. */
    public static final int USAGE = 2;
    /** Ctrl-C, or another signal that ends a program. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
