package io.odradek.benchmarks.race.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process of this machine has used up to now. Thread-safe. */
public final class ProcessUsage {
    private static final String PEAK = "VmHWM:";
    private static final long BYTES_PER_KIB = 1024;
    /** To {@code clear_refs}, this forgets the peak (proc(5)). */
    private static final String FORGET_PEAK = "5";

    private final ProcessHandle process;
    private final Path folder;

    /** Of a process that runs. */
    public ProcessUsage(ProcessHandle process) {
        this.process = process;
        this.folder = Path.of("/proc", Long.toString(process.pid()));
    }

    /** Nanoseconds of CPU that all of its threads have used; 0 when it has ended. */
    public long cpuNs() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** The most memory that was resident so far, or since {@link #forgetPeak}; 0 where the system does not tell. */
    public long peakBytes() {
        try {
            return Files.readAllLines(folder.resolve("status")).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    /** Lets the peak begin anew; where the system cannot do that, the peak stays that of the whole life. */
    public boolean forgetPeak() {
        try {
            Files.writeString(folder.resolve("clear_refs"), FORGET_PEAK);
            return true;
        } catch (IOException notLinux) {
            return false;
        }
    }
}
