package io.odradek.cli.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java program and how it is started in a JVM of its own.
 *
 * <p>Immutable.
 *
 * @param java the executable
 * @param classPath where its classes are
 * @param options for the JVM
 * @param mainClass what is run
 */
public record JavaProgram(Path java, String classPath, List<String> options, String mainClass) {
    private static final int NATIVE_ACCESS_SINCE_JAVA = 22;
    private static final String COMMAND = "io.odradek.cli.Main";
    /** Set by the launcher where this JVM's class path has more than the command's own: brokers must not find a foreign client on theirs. */
    private static final String CLASS_PATH_PROPERTY = "odradek.class.path";
    private static final String LOG_DATES = "-Dorg.slf4j.simpleLogger.showDateTime=true";
    private static final String LOG_DATE_FORMAT = "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS";
    /**
     * A terminal sends Ctrl-C to every process that was started in it. Brokers would then stop all at once, without a majority to agree on
     * anything, so they are started deaf to it, as a JVM stays when it was born so; who started them stops them.
     */
    private static final List<String> DEAF = List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "odradek-broker");

    /** Copies the list. */
    public JavaProgram {
        options = List.copyOf(options);
    }

    /** The command {@code odradek} with this JVM's executable and the command's classes, and a heap of so many megabytes. */
    public static JavaProgram odradek(int heapMb, List<String> moreOptions) {
        List<String> options = new ArrayList<>(
                List.of("-Xmx" + heapMb + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", LOG_DATES, LOG_DATE_FORMAT));
        if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE_JAVA) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        options.addAll(moreOptions);
        return new JavaProgram(Path.of(System.getProperty("java.home"), "bin", "java"), ownClassPath(), options, COMMAND);
    }

    /** Modules are found on a class path as well. */
    private static String ownClassPath() {
        String told = System.getProperty(CLASS_PATH_PROPERTY, "");
        if (!told.isEmpty()) {
            return told;
        }
        return Stream.of("java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A process of it that no key of a terminal ends, not started yet. */
    ProcessBuilder process(List<String> arguments) {
        List<String> command = new ArrayList<>(DEAF);
        command.add(java.toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
