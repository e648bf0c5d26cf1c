package io.odradek.benchmarks.race.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts processes that do not outlive this one, and ends them. Thread-safe. */
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

    /** Asks a process to end, and ends it when it takes longer than {@code secondsMax}. */
    static void end(Process process, long secondsMax) {
        process.destroy();
        awaitEnd(process, secondsMax);
    }

    /** Waits until a process ends, and ends it when that takes longer than {@code secondsMax}. */
    static void awaitEnd(Process process, long secondsMax) {
        try {
            if (!process.waitFor(secondsMax, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
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
