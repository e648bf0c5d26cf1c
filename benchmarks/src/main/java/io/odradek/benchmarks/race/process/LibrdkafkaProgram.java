package io.odradek.benchmarks.race.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The C client's program, compiled on this machine if it has what that takes.
 *
 * <p>Immutable.
 *
 * @param executable the program
 */
public record LibrdkafkaProgram(Path executable) {
    private static final String COMPILER = "cc";

    /**
     * Compiles the program.
     *
     * @param source the C file
     * @param folder where the program goes
     * @param complaints told in a sentence why there is none
     */
    public static Optional<LibrdkafkaProgram> compile(Path source, Path folder, Consumer<String> complaints) throws IOException {
        Path executable = folder.resolve("librdkafka-producer");
        Files.createDirectories(folder);
        List<String> command = List.of(
                COMPILER, "-std=c11", "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra", "-o", executable.toString(), source.toString(), "-lrdkafka", "-lpthread");
        try {
            Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (compiler.waitFor() == 0) {
                return Optional.of(new LibrdkafkaProgram(executable));
            }
            complaints.accept("librdkafka takes no part: " + reason(output));
        } catch (IOException noCompiler) {
            complaints.accept("librdkafka takes no part: there is no C compiler; `apt-get install gcc libc6-dev librdkafka-dev` adds it");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while compiling " + source, interrupted);
        }
        return Optional.empty();
    }

    private static String reason(String output) {
        return output.contains("rdkafka.h") || output.contains("-lrdkafka")
                ? "it is not installed; `apt-get install librdkafka-dev` adds it"
                : "its program does not compile: " + output.lines().findFirst().orElse("the compiler says nothing");
    }

    /** Starts it. */
    public Process start(List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(arguments);
        return Processes.start(command, log);
    }
}
