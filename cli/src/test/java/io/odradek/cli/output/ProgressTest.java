package io.odradek.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.cli.console.Console;
import io.odradek.cli.console.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void close_nobodyWatches_nothingWasDrawn() {
        draw(false, false);

        assertThat(err.size()).isZero();
    }

    @Test
    void close_somebodyWatches_endsTheLineOnStandardErrorOnce() {
        draw(true, true);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("strikes 100%").containsOnlyOnce(System.lineSeparator()).contains("\u001B");
        assertThat(out.size()).isZero();
    }

    @Test
    void close_withoutColour_drawsPlainCharacters() {
        draw(true, false);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("strikes 100%").doesNotContain("\u001B");
    }

    private void draw(boolean watched, boolean color) {
        Console console = new Console(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                watched,
                color,
                new Interruption());
        Progress progress = Progress.ofBytes(console, "strikes", OptionalLong.of(4096));
        progress.at(4096);
        progress.close();
        progress.close();
    }
}
