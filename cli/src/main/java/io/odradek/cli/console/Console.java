package io.odradek.cli.console;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The streams of a command and what it may do with them.
 *
 * <p>Immutable; the streams are written by the command's own thread, {@code err} by the progress bar's too.
 *
 * @param in standard input
 * @param out where results go, buffered: whoever writes flushes
 * @param err where errors and progress go
 * @param progress whether a person watches {@code err}, so that a progress bar may be drawn
 * @param color whether escape sequences for colour are wanted there
 * @param interruption the wish to end early
 */
public record Console(
        InputStream in, PrintStream out, PrintStream err, boolean progress, boolean color, Interruption interruption) {
    /** Tells something that is not a result: one line. */
    public void note(String sentence) {
        out.flush();
        err.println("odradek: " + sentence);
        err.flush();
    }
}
