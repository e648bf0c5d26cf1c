package io.odradek.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own whose output goes to files. */
final class JavaProcess implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final Path errors;

    private JavaProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    static JavaProcess start(Path folder, String name, String classPath, List<String> jvmOptions, List<String> mainAndArguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath));
        command.addAll(mainAndArguments);
        Path output = folder.resolve(name + ".out");
        Path errors = folder.resolve(name + ".err");
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        // A test that ends badly leaves nobody behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new JavaProcess(process, output, errors);
    }

    /** Waits for the end; fails when it takes longer or ends with another code than 0. */
    String outputOfSuccess(Duration timeMax) throws IOException, InterruptedException {
        if (!process.waitFor(timeMax.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end after " + timeMax + "; " + said());
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("ended with " + process.exitValue() + "; " + said());
        }
        return Files.readString(output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it printed so far, for a message. */
    String said() throws IOException {
        return "output:\n" + tail(output) + "\nerrors:\n" + tail(errors);
    }

    private static String tail(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(Math.max(0, text.length() - 4_000));
    }

    /** SIGTERM, and the end awaited. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("process " + process.pid() + " did not end within 60 s of SIGTERM");
        }
    }

    /** SIGKILL, and the end awaited. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Any other signal, by its name: {@code STOP}, {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("process " + process.pid() + " could not be sent SIG" + name);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
