package io.odradek.benchmarks.race.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** What this machine is, in words. Thread-safe. */
public final class Machine {
    private static final double KIB_PER_GB = 1e9 / 1024;

    private Machine() {}

    /** Cores, memory, system and Java. */
    public static String describe() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.availableProcessors() + " cores" + line("/proc/cpuinfo", "model name", model -> " of " + model)
                + line("/proc/meminfo", "MemTotal", size -> String.format(Locale.ROOT, ", %.0f GB", Long.parseLong(size.replaceAll("\\D", "")) / KIB_PER_GB))
                + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java " + System.getProperty("java.vm.version");
    }

    /** How many threads wanted a core in the last minute, on average. */
    public static String loadAverage() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
    }

    /** What stands behind the colon of the first such line; empty where there is none. */
    private static String line(String file, String name, Function<String, String> words) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> words.apply(line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElse("");
        } catch (IOException notLinux) {
            return "";
        }
    }
}
