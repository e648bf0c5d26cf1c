package io.odradek.benchmarks.race.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts JVMs, all with the same heap and collector.
 *
 * <p>Immutable.
 *
 * @param classPath the class path of the program
 * @param jvmOptions options beside those that all have
 * @param log where its errors go
 */
public record JavaProgram(String classPath, List<String> jvmOptions, Path log) {
    private static final List<String> COMMON_OPTIONS =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

    /** Starts a process that runs {@code main}. */
    public Process start(String main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(COMMON_OPTIONS);
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return Processes.start(command, log);
    }
}
