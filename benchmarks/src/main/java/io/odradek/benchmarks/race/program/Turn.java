package io.odradek.benchmarks.race.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A producer's side of the talk with the race: when it is its turn, and what it has to say. Confined to the program's thread. */
final class Turn {
    private static final String READY = "ready";

    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    private final PrintStream out = System.out;

    /** Says that the program is warm, and waits until it is to begin. */
    void awaitBegin() throws IOException {
        out.println(READY);
        out.flush();
        requireLine();
    }

    /** Says what was measured, and waits until the race has looked at the process. */
    void report(SentFigures figures) throws IOException {
        out.println(figures.line());
        out.flush();
        requireLine();
    }

    private void requireLine() throws IOException {
        if (in.readLine() == null) {
            throw new IOException("the race has ended");
        }
    }
}
