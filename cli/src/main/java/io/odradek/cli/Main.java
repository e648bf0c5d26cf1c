package io.odradek.cli;

import io.odradek.cli.console.Console;
import io.odradek.cli.console.Interruption;
import io.odradek.cli.torture.TortureClient;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The program {@code odradek}: gives the command its streams and signals, and the process its exit code.
 *
 * <p>The launcher tells by system properties what Java cannot find out itself: whether a person watches standard error.
 */
public final class Main {
    /** Set by the launcher when standard error is a terminal. */
    static final String TERMINAL_PROPERTY = "odradek.terminal";

    private static final int OUT_BUFFER_BYTES = 64 * 1024;
    /** A program that was asked to end delivers what it has, but not for longer than this. */
    private static final int END_SECONDS_MAX = 30;

    private Main() {}

    /** Runs the command and ends the process. */
    public static void main(String[] args) {
        run(List.of(), args);
    }

    /** The same with clients of other makes, which take part in a torture beside ours; they cannot be on the command's own class path. */
    public static void run(List<TortureClient> others, String... args) {
        Interruption interruption = new Interruption();
        CountDownLatch finished = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(interruption, finished), "odradek-end"));
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUT_BUFFER_BYTES), false, StandardCharsets.UTF_8);
        boolean terminal = Boolean.getBoolean(TERMINAL_PROPERTY);
        boolean color = terminal && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        Console console = new Console(System.in, out, System.err, terminal, color, interruption);
        int exitCode = CommandTree.run(console, others, args);
        out.flush();
        finished.countDown();
        System.exit(exitCode);
    }

    /** After a signal: the JVM waits for this, and then ends with the code of the signal (130 after Ctrl-C). */
    private static void end(Interruption interruption, CountDownLatch finished) {
        interruption.request();
        try {
            if (!finished.await(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                System.err.println("odradek: not everything came to its end within " + END_SECONDS_MAX + " seconds of the signal");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
