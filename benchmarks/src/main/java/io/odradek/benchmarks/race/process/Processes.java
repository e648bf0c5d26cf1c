package io.odradek.benchmarks.race.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts processes that do not outlive this one. Thread-safe. */
final class Processes {
    private Processes() {}

    /** Starts a command whose errors are added to {@code log}. */
    static Process start(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Thread ending = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(ending);
        process.onExit().thenRun(() -> forget(ending));
        return process;
    }

    private static void forget(Thread ending) {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook runs, and ends a process that has ended.
            return;
        }
    }
}
