package io.odradek.cli;

import io.odradek.cli.console.Console;
import io.odradek.cli.console.Interruption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command said and how it ended. */
record Run(int exitCode, byte[] outBytes, String err) {
    static Run of(String... arguments) {
        return withInput(InputStream.nullInputStream(), arguments);
    }

    static Run withInput(String text, String... arguments) {
        return withInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), arguments);
    }

    static Run withInput(InputStream input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                input,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                new Interruption());
        int exitCode = CommandTree.run(console, arguments);
        return new Run(exitCode, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    String out() {
        return new String(outBytes, StandardCharsets.UTF_8);
    }
}
