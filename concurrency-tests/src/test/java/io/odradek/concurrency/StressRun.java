package io.odradek.concurrency;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of jcstress, in a process of its own that starts one more for each test and JVM configuration.
 *
 * @param passed tests that saw only permitted outcomes in every configuration
 * @param failed tests that saw a forbidden one
 * @param output what it printed
 */
record StressRun(Set<String> passed, Set<String> failed, String output) {
    private static final Pattern VERDICT = Pattern.compile("\\[(OK|FAILED|ERROR|TIMEOUT|[A-Z ]+)] (io\\.odradek\\.\\S+)");
    private static final long PATIENCE_SECONDS = 240;

    /** Runs the tests that a pattern names, each for so many iterations of so many milliseconds. */
    static StressRun of(String tests, int iterationCount, int iterationMs, Path workFolder) throws IOException, InterruptedException {
        Files.createDirectories(workFolder);
        Path output = workFolder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                absoluteClassPath(),
                "org.openjdk.jcstress.Main",
                "-v",
                "-t",
                tests,
                "-f",
                "1",
                "-iters",
                String.valueOf(iterationCount),
                "-time",
                String.valueOf(iterationMs),
                // Few at a time, since many of them share one pool of memory.
                "-strideSize",
                "64",
                "-strideCount",
                "16",
                // Split compilation and affinity multiply the configurations, which is for longer runs.
                "-sc",
                "false",
                "-af",
                "NONE",
                "-jvmArgs",
                "-Xmx384m -XX:+UseSerialGC -Djava.io.tmpdir=" + workFolder.toAbsolutePath(),
                "-r",
                workFolder.resolve("report").toString()));
        Process process = new ProcessBuilder(command)
                .directory(workFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("jcstress did not end: " + Files.readString(output));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return parsed(Files.readString(output));
    }

    private static String absoluteClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private static StressRun parsed(String output) {
        Set<String> passed = new TreeSet<>();
        Set<String> failed = new TreeSet<>();
        Matcher verdict = VERDICT.matcher(output);
        while (verdict.find()) {
            (verdict.group(1).equals("OK") ? passed : failed).add(verdict.group(2));
        }
        passed.removeAll(failed);
        return new StressRun(passed, failed, output);
    }
}
