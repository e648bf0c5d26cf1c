package io.odradek.benchmarks.race;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program {@code odradek bench}: gives the command its streams, and the process its exit code.
 *
 * <p>The launcher tells by the system property {@code odradek.home} where the source tree is.
 */
public final class Bench {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private Bench() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::request, "bench-end"));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Path home = Path.of(System.getProperty("odradek.home", ".")).toAbsolutePath().normalize();
        int exitCode = run(new Surroundings(home, out, err, interruption), arguments);
        interruption.finished();
        System.exit(exitCode);
    }

    /**
     * What the command is given by its process.
     *
     * @param home the root of the source tree
     * @param out where the table goes
     * @param err where progress and errors go
     * @param interruption the wish to end early
     */
    record Surroundings(Path home, PrintStream out, PrintStream err, Interruption interruption) {
        /** Tells something that is not a result: one line. */
        void note(String sentence) {
            err.println("odradek: " + sentence);
        }
    }

    /** Runs the command and tells its exit code. Never throws an exception. */
    static int run(Surroundings surroundings, String... arguments) {
        CommandLine line = new CommandLine(new BenchCommand(surroundings));
        line.setOut(new PrintWriter(surroundings.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(surroundings.err, true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setParameterExceptionHandler((error, given) -> usageError(surroundings, error));
        line.setExecutionExceptionHandler((error, command, parsed) -> failure(surroundings, error));
        int exitCode = line.execute(arguments);
        surroundings.out.flush();
        return surroundings.out.checkError() && exitCode == DONE ? FAILED : exitCode;
    }

    private static int usageError(Surroundings surroundings, ParameterException error) {
        List<String> alike = error instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String suggestion = alike.isEmpty() ? "" : " (did you mean " + String.join(" or ", alike) + "?)";
        surroundings.note(error.getMessage() + suggestion + "; `odradek bench --help` tells more");
        return USAGE;
    }

    private static int failure(Surroundings surroundings, Exception error) {
        if (error instanceof UsageError) {
            surroundings.note(error.getMessage() + "; `odradek bench --help` tells more");
            return USAGE;
        }
        if (error instanceof IOException || error instanceof UncheckedIOException) {
            surroundings.note(error.getMessage());
            return FAILED;
        }
        surroundings.note("something unforeseen happened: " + error);
        error.printStackTrace(surroundings.err);
        return FAILED;
    }
}
