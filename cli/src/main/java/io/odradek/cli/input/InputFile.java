package io.odradek.cli.input;

import io.odradek.cli.console.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Where records come from: a file, or standard input, which is called {@code -}.
 *
 * <p>Immutable.
 */
public final class InputFile {
    private static final String STANDARD_INPUT = "-";

    private final String argument;

    /** What stands on the command line. */
    public InputFile(String argument) {
        this.argument = argument;
    }

    /** What errors call it. */
    public String name() {
        return argument.equals(STANDARD_INPUT) ? "standard input" : argument;
    }

    /** How long it is, when that is known before it is read. */
    public OptionalLong sizeBytes() {
        try {
            Path path = argument.equals(STANDARD_INPUT) ? null : Path.of(argument);
            return path != null && Files.isRegularFile(path) ? OptionalLong.of(Files.size(path)) : OptionalLong.empty();
        } catch (IOException | InvalidPathException unknown) {
            return OptionalLong.empty();
        }
    }

    /**
     * Opens it.
     *
     * @throws CommandFailure when there is no such file, or it cannot be read
     */
    public InputStream open(InputStream standardInput) {
        if (argument.equals(STANDARD_INPUT)) {
            return standardInput;
        }
        try {
            Path path = Path.of(argument);
            if (Files.notExists(path)) {
                throw CommandFailure.usage("--input: there is no file " + argument);
            }
            if (Files.isDirectory(path)) {
                throw CommandFailure.usage("--input: " + argument + " is a directory, not a file");
            }
            if (!Files.isReadable(path)) {
                throw CommandFailure.usage("--input: " + argument + " may not be read by this user");
            }
            return Files.newInputStream(path);
        } catch (InvalidPathException notAPath) {
            throw CommandFailure.usage("--input: '" + argument + "' is not the name of a file", notAPath);
        } catch (IOException unreadable) {
            throw CommandFailure.failed("--input: " + argument + " cannot be opened: " + unreadable.getMessage(), unreadable);
        }
    }
}
